import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RecogniserChoice, RecogniserView } from '../../../contract/model-calls.ts';
import { byteSize } from '../../app/byte-size.ts';
import { deviceName } from '../../ui/device-name.ts';
import { languageName } from '../settings/languages.ts';

type Why = RecogniserChoice['passedOver'][number]['why'];

/** Speed and memory of a recogniser on this machine, measured or estimated, and why it is not used if so. */
export function RecogniserFigures({
  view,
  passedOver,
}: {
  readonly view: RecogniserView;
  readonly passedOver: RecogniserChoice['passedOver'];
}) {
  const { t, i18n } = useTranslation('models');
  const { speed, speedIs, need, needBytes, device } = view;
  const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  const values = { speed: number.format(speed ?? 0), device: deviceName(device) };
  const size = byteSize(needBytes, i18n.language);
  const against = passedOver.filter(({ model }) => model === view.model);
  return (
    <>
      <p className="text-xs">
        <span className={speedIs === 'measured' ? 'text-good' : 'text-muted'}>
          {speed === undefined
            ? t('speedUnknown')
            : t(speedIs === 'measured' ? 'speedMeasured' : 'speedEstimated', values)}
        </span>
        <span className={need === 'measured' ? 'text-good' : 'text-muted'}>
          {' · '}
          {t(need === 'measured' ? 'memoryMeasured' : 'memoryEstimated', { size })}
        </span>
      </p>
      {against.map(({ why }) => (
        <p key={JSON.stringify(why)} className="text-xs text-doubt">
          {againstText(t, why, i18n.language)}
        </p>
      ))}
    </>
  );
}

function againstText(t: TFunction<'models'>, why: Why, language: string): string {
  switch (why.kind) {
    case 'language': {
      const names = why.languages.map((code) => languageName(code, language));
      return t('not_language', { languages: new Intl.ListFormat(language, { type: 'disjunction' }).format(names) });
    }
    case 'precision':
      return t('not_precision', { wanted: why.wanted });
    case 'engine':
      return t('not_engine');
    case 'memory':
      return t('not_memory', {
        device: deviceName(why.device),
        need: byteSize(why.needBytes, language),
        have: byteSize(why.haveBytes, language),
      });
  }
}
