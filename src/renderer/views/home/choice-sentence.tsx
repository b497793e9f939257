import { useTranslation } from 'react-i18next';
import type { RecogniserChoice } from '../../../contract/model-calls.ts';
import { deviceName } from '../../ui/device-name.ts';
import { warningText, whyText } from './choice-words.ts';

/** Which recogniser is used, why and where, and what to beware of. `more` comes after it; `none` where there is no model. */
export function ChoiceSentence({
  choice: { reason, candidates, warnings, threads },
  more = '',
  none,
}: {
  readonly choice: RecogniserChoice;
  readonly more?: string;
  readonly none: string;
}) {
  const { t, i18n } = useTranslation('home');
  const [first] = candidates;
  if (first === undefined || reason === undefined) return <p>{none}</p>;
  const where =
    first.device === 'cpu' ? t('onCpu', { count: threads }) : t('onGpu', { device: deviceName(first.device) });
  return (
    <>
      <p>
        <span className="font-medium">{reason.name}</span>, {whyText(t, reason, i18n.language)} · {where}
        {more === '' ? '' : ` · ${more}`}
      </p>
      {warnings.map((warning) => (
        <p key={warning.kind} className="text-doubt">
          {warningText(t, warning, i18n.language)}
        </p>
      ))}
    </>
  );
}
