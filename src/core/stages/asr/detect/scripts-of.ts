export type Script =
  | 'Latin'
  | 'Cyrillic'
  | 'Arabic'
  | 'Hebrew'
  | 'Greek'
  | 'Devanagari'
  | 'Bengali'
  | 'Tamil'
  | 'Telugu'
  | 'Thai'
  | 'Georgian'
  | 'Armenian'
  | 'Hangul'
  | 'Han'
  | 'Kana';

/** Languages (ISO 639-1) by the scripts they are written in today. */
const LANGUAGES: readonly (readonly [languages: string, scripts: readonly Script[]])[] = [
  ['af ca cs cy da de en es et eu fi fr gl hr hu id is it lt lv ms nl no pl pt ro sk sl sq sv sw tl tr vi', ['Latin']],
  ['be bg ky mk ru tg uk', ['Cyrillic']],
  ['az bs kk sr uz', ['Cyrillic', 'Latin']],
  ['ar fa ps sd ur', ['Arabic']],
  ['he yi', ['Hebrew']],
  ['el', ['Greek']],
  ['hi mr ne sa', ['Devanagari']],
  ['as bn', ['Bengali']],
  ['ta', ['Tamil']],
  ['te', ['Telugu']],
  ['th', ['Thai']],
  ['ka', ['Georgian']],
  ['hy', ['Armenian']],
  ['ko', ['Hangul', 'Han']],
  ['zh yue', ['Han']],
  ['ja', ['Han', 'Kana']],
];

const SCRIPTS: ReadonlyMap<string, readonly Script[]> = new Map(
  LANGUAGES.flatMap(([languages, scripts]) => languages.split(' ').map((language) => [language, scripts] as const)),
);

/** Scripts a language is written in; `undefined` when it is not known here. */
export function scriptsOf(language: string): readonly Script[] | undefined {
  return SCRIPTS.get(language);
}
