/** ISO 639-1 (and two longer) codes of the languages that Whisper-like servers know. */
const CODES =
  'af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it ja jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh'.split(
    ' ',
  );

/** Names that servers use and that are not the usual English ones. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  castilian: 'es',
  valencian: 'ca',
  flemish: 'nl',
  haitian: 'ht',
  letzeburgesch: 'lb',
  moldavian: 'ro',
  mandarin: 'zh',
  myanmar: 'my',
  pushto: 'ps',
  panjabi: 'pa',
  sinhalese: 'si',
  tagalog: 'tl',
  nynorsk: 'nn',
};

const names = new Intl.DisplayNames(['en'], { type: 'language' });
const codes = new Map(Object.entries(OTHER_NAMES));
for (const code of CODES) codes.set(languageName(code), code);

/** The English name in small letters, as Lemonfox wants it: `turkish` for `tr`. The code itself when it has no name. */
export function languageName(code: string): string {
  return (names.of(code) ?? code).toLowerCase();
}

/** The code for what a server calls a language, `tr` for `Turkish`, `tr` or `tr-TR`; `undefined` for anything else. */
export function languageCode(text: string | undefined): string | undefined {
  const plain = text?.trim().toLowerCase() ?? '';
  const [short = ''] = plain.split(/[-_]/);
  return CODES.includes(short) ? short : codes.get(plain);
}
