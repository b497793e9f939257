import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../home/names.ts';

/** What a summary is in where nobody said which language is spoken. */
const UNKNOWN = 'und';

/** Gives the function that names the language of a summary. */
export function useSummaryLanguage(): (language: string) => string {
  const { t, i18n } = useTranslation('summary');
  return useCallback(
    (language) => (language === UNKNOWN ? t('spoken') : languageName(language, i18n.language)),
    [t, i18n.language],
  );
}
