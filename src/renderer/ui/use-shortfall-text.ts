import { useTranslation } from 'react-i18next';
import { type Shortfall, SHORTFALL_CODES } from '../../core/stages/diarize/shortfall.ts';

const KNOWN: ReadonlySet<string> = new Set(SHORTFALL_CODES);

/** Says why another number of speakers was found, in the language of the window; codes of newer studios as they were written. */
export function useShortfallText(): (shortfall: Shortfall) => string {
  const { t, i18n } = useTranslation('speakers');
  const isEnglish = (i18n.resolvedLanguage ?? i18n.language).startsWith('en');
  return ({ code, reason, values }) =>
    isEnglish || !KNOWN.has(code)
      ? reason
      : t(`shortfall_${code}` as 'shortfall_no-speech', { replace: { ...values } });
}
