import { Gauge, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../contract/contract.ts';
import type { RecogniserView } from '../../../contract/model-calls.ts';
import { byteSize } from '../../app/byte-size.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell } from '../../state/notices.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { measureModel, measuring, stopMeasuring } from './measuring.ts';

/** Measures a recogniser on the device it would run on; says meanwhile what it does, and can be stopped. */
export function MeasureButton({ name, view }: { readonly name: string; readonly view: RecogniserView }) {
  const { t, i18n } = useTranslation('models');
  const { api } = useHost();
  const { model: id, device } = view;
  const phase = useStored(measuring, ({ running }) => running.get(id));
  const other = useStored(measuring, ({ running }) => running.size > 0);
  const measure = async (): Promise<void> => {
    const wish = { id, device: device as NonNullable<CallInput<'models.measure'>['device']> };
    const found = await measureModel(api, wish);
    if (found === undefined) return;
    const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
    const speed = number.format(found.audioSecondsPerSecond ?? 0);
    tell({ tone: 'info', text: t('measured_done', { name, speed, size: byteSize(found.bytes ?? 0, i18n.language) }) });
  };
  if (phase === undefined) {
    return (
      // Two at a time would slow each other down.
      <Button icon={Gauge} aria-label={t('measureOf', { name })} disabled={other} onClick={() => void measure()}>
        {t('measure')}
      </Button>
    );
  }
  return (
    <div className="flex items-center gap-3">
      <div className="w-56">
        <Progress label={t('measureOf', { name })} value={undefined} />
        <p role="status" className="text-xs text-muted">
          {t(`measuring_${phase}`)}
        </p>
      </div>
      <Button icon={X} aria-label={t('measureStop', { name })} onClick={() => stopMeasuring(id)}>
        {t('stop')}
      </Button>
    </div>
  );
}
