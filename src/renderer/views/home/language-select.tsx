import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../ui/field.tsx';
import { languageName } from './names.ts';

/** Languages that the recognisers know, most spoken ones of the studio's users first. */
const LANGUAGES =
  'af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh'.split(
    ' ',
  );

const NONE: readonly string[] = [];

/** The language that is spoken, or that it is to be found out. */
export function LanguageSelect({
  value,
  onChange,
  id,
  first,
  without = NONE,
}: {
  readonly value: string;
  readonly onChange: (language: string) => void;
  readonly id?: string;
  /** What the choice of no language is called; else that it is found out. */
  readonly first?: string;
  readonly without?: readonly string[];
}) {
  const { t, i18n } = useTranslation('home');
  const options = useMemo(() => {
    const compare = new Intl.Collator(i18n.language).compare;
    const named = LANGUAGES.map((code) => ({ value: code, label: languageName(code, i18n.language) }));
    const left = named.filter((one) => !without.includes(one.value));
    return [
      { value: 'detect', label: first ?? t('languageDetect') },
      ...left.sort((a, b) => compare(a.label, b.label)),
    ];
  }, [i18n.language, t, first, without]);
  return <Select {...(id === undefined ? {} : { id })} value={value} onChange={onChange} options={options} />;
}
