import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDocument } from './session-context.tsx';

/** What wrote the words of the document, and what it ran on where that went another way than planned. */
export function UsedEngine() {
  const { t } = useTranslation('cues');
  const model = useDocument(({ provenance }) => provenance.find(({ stage }) => stage === 'asr')?.model);
  const downgrade = useDocument(({ alerts }) => alerts.find(({ code }) => code === 'downgrade-device')?.message);
  if (model === undefined) return undefined;
  return (
    <span
      className={`inline-flex items-center gap-1.5 ${downgrade === undefined ? '' : 'text-doubt'}`}
      title={downgrade ?? t('writtenBy', { model })}
    >
      <Cpu size={14} aria-hidden />
      {model}
    </span>
  );
}
