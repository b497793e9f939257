const NBSP = '\u00a0';
const TAG = /<[^<>]*>|\{\\[^{}]*\}/gu;

/**
 * Sets a translated line as its language is printed: spaces, quotes and apostrophes. Tags stay as they are, and so do letters
 * and signs: none is invented that the translator did not write.
 */
export function setType(text: string, language: string): string {
  const rules = RULES[language] ?? general;
  let set = '';
  let end = 0;
  for (const tag of text.matchAll(TAG)) {
    set += rules(text.slice(end, tag.index)) + tag[0];
    end = tag.index + tag[0].length;
  }
  const whole = (set + rules(text.slice(end))).trim();
  return language === 'fr' ? withoutResumption(whole) : whole;
}

type Rules = (text: string) => string;

const RULES: Readonly<Record<string, Rules>> = {
  fr: french,
  tr: (text) => quoted(general(text), '“', '”'),
  en: (text) => quoted(general(text), '“', '”'),
  de: (text) => lowQuoted(quoted(general(text), '„', '“')),
  es: (text) => quoted(general(text), '«', '»').replace(/([¿¡]) +/gu, '$1'),
};

/** No space before punctuation, one space between words. */
function general(text: string): string {
  return text
    .replace(/[ \t\u00a0\u202f]+/gu, ' ')
    .replace(/ +([,.;!?…])/gu, '$1')
    .replace(/(\p{L}) +:(?= |$)/gu, '$1:');
}

/** Guillemets as French writes them become the quotes of the language, inner ones first. Straight quotes are right everywhere. */
function quoted(text: string, open: string, close: string): string {
  const set = text.replace(/« *([^«»]*?) *»/gu, `${open}$1${close}`);
  return set === text ? text : quoted(set, open, close);
}

/** English quotes become German ones; those that are German already, and end with the sign that English begins with, stay. */
function lowQuoted(text: string): string {
  return text.replace(/„[^“”„]*“|“([^“”„]*)”/gu, (pair: string, english: string | undefined) =>
    english === undefined ? pair : `„${english}“`,
  );
}

/**
 * French: a space that does not break before `: ; ! ? %` and inside guillemets, none before `, .`; typographic apostrophes;
 * double quotes become guillemets, except inside guillemets. Times (`14:05`) and addresses keep their signs.
 */
function french(text: string): string {
  const spaced = text.replace(/[ \t\u00a0\u202f]+/gu, ' ').replace(/"([^"]*)"/gu, '«$1»');
  const outer = spaced.includes('«') ? spaced : spaced.replace(/“([^“”]*)”/gu, '«$1»');
  return outer
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/ +([,.…])/gu, '$1')
    .replace(/« */gu, `«${NBSP}`)
    .replace(/ *»/gu, `${NBSP}»`)
    .replace(/(\d) *%/gu, `$1${NBSP}%`)
    .replace(/(?<=[^\s?!;:]) *([?!;]+)(?=$|[\s»)\]…])/gu, `${NBSP}$1`)
    .replace(/(?<=[\p{L}\p{N})»]) *:(?=\s|$)/gu, `${NBSP}:`);
}

/** A sentence that goes on after a pause opens with an ellipsis in Turkish and English subtitles, in French ones it does not. */
function withoutResumption(text: string): string {
  return text.replace(/^((?:<[^<>]*>|\{\\[^{}]*\})*)(?:…|\.{3}) *(?=\p{Ll})/u, '$1');
}

/** The dash before each voice of a dialogue: as the profile has it; Turkish subtitles of Netflix have no space. */
export function dialogueDash(profile: { readonly id: string; readonly dash: string }, language: string): string {
  const isTight = profile.dash === 'dash' || (language === 'tr' && profile.id.startsWith('netflix'));
  return isTight ? '-' : '- ';
}
