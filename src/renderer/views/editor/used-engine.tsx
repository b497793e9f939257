import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queueStore } from '../../state/queue.ts';
import { useStored } from '../../state/store.ts';
import { deviceName } from '../../ui/device-name.ts';
import { useAlertText } from '../../ui/use-alert-text.ts';
import { useDocument, useSession } from './session-context.tsx';

/** What wrote the words of the document, and the device it really ran on; marked where that was not the planned one. */
export function UsedEngine() {
  const { t } = useTranslation('cues');
  const model = useDocument(({ provenance }) => provenance.find(({ stage }) => stage === 'asr')?.model);
  const downgrade = useDocument(({ alerts }) => alerts.find(({ code }) => code === 'downgrade-device'));
  const alertText = useAlertText();
  const session = useSession();
  const device = useStored(queueStore, ({ queue }) => queue?.jobs.find(({ id }) => id === session.id)?.result?.device);
  if (model === undefined) return undefined;
  return (
    <span
      className={`inline-flex items-center gap-1.5 ${downgrade === undefined ? '' : 'text-doubt'}`}
      title={downgrade === undefined ? t('writtenBy', { model }) : alertText(downgrade).text}
    >
      <Cpu size={14} aria-hidden />
      {device === undefined ? model : t('engine', { model, device: deviceName(device) })}
    </span>
  );
}
