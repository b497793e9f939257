import type { SelectOption } from '../../ui/field.tsx';

/** Languages offered for recordings: those that many recognisers know, as ISO 639 codes. */
const CODES = (
  'af ar az be bg bn bs ca cs cy da de el en es et fa fi fr gl gu he hi hr hu hy id is it ja ka kk kn ko ku lt lv mk ml mn ' +
  'mr ms ne nl no pa pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh'
).split(' ');

/** A language by its name in another: `languageName('de', 'fr')` is "allemand". The code itself where it has no name. */
export function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    // Not a code that names can be looked up for, e.g. from another program.
    return code;
  }
}

/** The languages by name, sorted as people of `inLanguage` expect; `also` is in it even when it is a rare one. */
export function languageOptions(inLanguage: string, also?: string): readonly SelectOption<string>[] {
  const codes = also === undefined || CODES.includes(also) ? CODES : [...CODES, also];
  return codes
    .map((value) => ({ value, label: languageName(value, inLanguage) }))
    .sort((a, b) => a.label.localeCompare(b.label, inLanguage));
}
