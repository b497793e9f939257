const NBSP = '\u00a0';
const TAG = /<[^<>]*>|\{\\[^{}]*\}/gu;

/** Sets a translated line as its language is printed: spaces, quotes and apostrophes. Tags stay as they are. */
export function setType(text: string, language: string): string {
  const rules = language === 'fr' ? french : general;
  let set = '';
  let end = 0;
  for (const tag of text.matchAll(TAG)) {
    set += rules(text.slice(end, tag.index)) + tag[0];
    end = tag.index + tag[0].length;
  }
  return (set + rules(text.slice(end))).trim();
}

/** No space before punctuation, one space between words. */
function general(text: string): string {
  return text
    .replace(/[ \t\u00a0\u202f]+/gu, ' ')
    .replace(/ +([,.;!?…])/gu, '$1')
    .replace(/(\p{L}) +:(?= |$)/gu, '$1:');
}

/**
 * French: a space that does not break before `: ; ! ?` and inside guillemets, none before `, .`; typographic apostrophes;
 * straight double quotes become guillemets. Times (`14:05`) and addresses keep their signs.
 */
function french(text: string): string {
  return text
    .replace(/[ \t\u00a0\u202f]+/gu, ' ')
    .replace(/"([^"]*)"/gu, '«$1»')
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/ +([,.…])/gu, '$1')
    .replace(/« */gu, `«${NBSP}`)
    .replace(/ *»/gu, `${NBSP}»`)
    .replace(/(?<=[^\s?!;:]) *([?!;]+)(?=$|[\s»)\]…])/gu, `${NBSP}$1`)
    .replace(/(?<=[\p{L}\p{N})»]) *:(?=\s|$)/gu, `${NBSP}:`);
}
