import { useTranslation } from 'react-i18next';
import { languageName } from '../settings/languages.ts';

/** More names than this are only counted; all are in the hint. */
const MOST_NAMED = 3;

/** Languages a model knows; an empty list means any, none at all that nobody said. */
export function Languages({ codes }: { readonly codes: readonly string[] | undefined }) {
  const { t, i18n } = useTranslation('models');
  if (codes === undefined) return undefined;
  if (codes.length === 0) return <>{t('languagesAny')}</>;
  const names = codes.map((code) => languageName(code, i18n.language)).join(', ');
  return codes.length <= MOST_NAMED ? (
    <>{names}</>
  ) : (
    <span title={names}>{t('languagesCount', { count: codes.length })}</span>
  );
}
