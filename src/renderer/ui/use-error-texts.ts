import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../shared/app-error.ts';

/** An error as a window says it. */
interface ErrorTexts {
  readonly what: string;
  /** Only in English, the language that errors are written in. */
  readonly meaning?: string;
  readonly action: string;
  /** The exact words, for windows in another language. */
  readonly original?: string;
}

/** Says errors in the language of the window: what their code means, followed by the exact words where these are English. */
export function useErrorTexts(): (error: Pick<ErrorData, 'code' | 'what' | 'meaning' | 'action'>) => ErrorTexts {
  const { t, i18n } = useTranslation('errors');
  const isEnglish = (i18n.resolvedLanguage ?? i18n.language).startsWith('en');
  return ({ code, what, meaning, action }) => {
    if (isEnglish) return { what, meaning, action };
    return {
      what: t(`${code}_what`),
      action: t(`${code}_do`),
      original: t('inEnglish', { text: [what, meaning, action].join(' ') }),
    };
  };
}
