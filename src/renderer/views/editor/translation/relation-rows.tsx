import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RelationSheet } from '../../../../core/document/notes/relation-sheet.ts';
import { addressWords } from '../../../../core/stages/translate/address-words.ts';
import { Select, TextInput } from '../../../ui/field.tsx';
import { type Address, withRelation } from './relation-edits.ts';

/** How one person addresses each of the others, one speaker at a time. */
export function RelationRows({
  language,
  sheet,
  onChange,
}: {
  /** Whose words for `you` are named. */
  readonly language: string;
  readonly sheet: RelationSheet;
  readonly onChange: (sheet: RelationSheet) => void;
}) {
  const { t } = useTranslation('translation');
  const [chosen, setChosen] = useState<string>();
  const { people } = sheet;
  const from = people.find(({ name }) => name === chosen)?.name ?? people[0]?.name;
  if (from === undefined || people.length < 2) return <p className="text-sm text-muted">{t('relationsNone')}</p>;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="text-sm font-medium">{t('relations')}</h3>
      <label className="flex items-center gap-2 text-sm">
        <span aria-hidden>{t('from')}</span>
        <Select
          label={t('from')}
          value={from}
          onChange={setChosen}
          options={people.map(({ name }) => ({ value: name, label: name }))}
          className="min-w-40"
        />
      </label>
      <ul aria-label={t('relations')} className="flex flex-col gap-2">
        {people
          .filter(({ name }) => name !== from)
          .map(({ name: to }) => (
            <RelationRow
              key={`${from} ${to}`}
              language={language}
              from={from}
              to={to}
              relation={sheet.relations.find((each) => each.from === from && each.to === to)}
              onChange={(address, kinship) => onChange(withRelation(sheet, { from, to }, address, kinship))}
            />
          ))}
      </ul>
    </section>
  );
}

function RelationRow({
  language,
  from,
  to,
  relation,
  onChange,
}: {
  readonly language: string;
  readonly from: string;
  readonly to: string;
  readonly relation: RelationSheet['relations'][number] | undefined;
  readonly onChange: (address: Address | undefined, kinship: string) => void;
}) {
  const { t } = useTranslation('translation');
  const kinship = relation?.kinship ?? '';
  const pronouns = addressWords(language)?.pronouns;
  const labelOf = (value: Address | 'none'): string =>
    value === 'none' || pronouns === undefined
      ? t(`address_${value}`)
      : t('address_named', { address: t(`address_${value}`), word: pronouns[value] });
  const keep = (value: string): void => {
    if (relation !== undefined && value.trim() !== kinship) onChange(relation.address, value);
  };
  return (
    <li className="flex flex-wrap items-center gap-2 text-sm">
      <ArrowRight size={16} aria-hidden className="shrink-0 text-muted rtl:-scale-x-100" />
      <span dir="auto" className="min-w-24 flex-1 truncate">
        {to}
      </span>
      <Select
        label={t('addressOf', { from, to })}
        value={relation?.address ?? 'none'}
        onChange={(address) => onChange(address === 'none' ? undefined : address, kinship)}
        options={(['none', 'informal', 'formal'] as const).map((value) => ({ value, label: labelOf(value) }))}
        className="w-44"
      />
      <TextInput
        key={kinship}
        dir="auto"
        aria-label={t('kinshipOf', { from, to })}
        placeholder={t('kinship')}
        disabled={relation === undefined}
        defaultValue={kinship}
        maxLength={120}
        onBlur={(event) => keep(event.target.value)}
        onKeyDown={(event) =>
          event.key === 'Enter' && !event.nativeEvent.isComposing && keep(event.currentTarget.value)
        }
        className="min-w-32 flex-1"
      />
    </li>
  );
}
