import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { Select } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import type { QualityScope } from './fixes.ts';

const TEXT = '';

/** Chooses between the text and its translations, each with how much there is; nothing where there is only the text. */
export function ScopeSelect({
  scope,
  languages,
  findings,
  onChange,
}: {
  readonly scope: QualityScope;
  readonly languages: readonly string[];
  readonly findings: readonly QualityFinding[];
  readonly onChange: (scope: QualityScope) => void;
}) {
  const { t, i18n } = useTranslation('review');
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { language = TEXT } of findings) found.set(language, (found.get(language) ?? 0) + 1);
    return found;
  }, [findings]);
  if (languages.length === 0) return undefined;
  const format = new Intl.NumberFormat(i18n.language);
  const counted = (name: string, count: number): string => `${name} (${format.format(count)})`;
  return (
    <Select
      label={t('checked')}
      value={scope}
      onChange={onChange}
      options={[
        { value: 'every', label: counted(t('everything'), findings.length) },
        { value: 'text', label: counted(t('ofText'), counts.get(TEXT) ?? 0) },
        ...languages.map((language) => ({
          value: language,
          label: counted(languageName(language, i18n.language), counts.get(language) ?? 0),
        })),
      ]}
    />
  );
}
