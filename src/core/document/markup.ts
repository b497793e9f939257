/** One piece of cue text: plain text, a formatting tag, or an ASS override block such as `{\an8}`. */
export interface MarkupToken {
  readonly kind: 'text' | 'open' | 'close' | 'override';
  /** Exactly as written. */
  readonly raw: string;
  /** Lower-case tag name; empty for text and overrides. */
  readonly name: string;
  /** What stands behind the name in an opening tag, e.g. `.loud` or ` color="#fff"`. */
  readonly rest: string;
}

/**
 * Formatting a cue line may carry. Anything else that looks like a tag is literal text, so `a < b` and `<applause>`
 * stay what they are.
 */
const MARKUP = /<(\/?)(i|b|u|s|c|ruby|rt|lang|font)((?:[. \t][^<>\n]*)?)>|\{\\[^{}]*\}/giu;

/** Splits cue text into tokens; joining every `raw` gives the text back. */
export function tokenizeMarkup(text: string): MarkupToken[] {
  const tokens: MarkupToken[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKUP)) {
    if (match.index > end) tokens.push(textToken(text.slice(end, match.index)));
    const [raw, slash, name = '', rest = ''] = match;
    if (raw.startsWith('{')) tokens.push({ kind: 'override', raw, name: '', rest: '' });
    else tokens.push({ kind: slash === '/' ? 'close' : 'open', raw, name: name.toLowerCase(), rest });
    end = match.index + raw.length;
  }
  if (end < text.length) tokens.push(textToken(text.slice(end)));
  return tokens;
}

/** The text without formatting tags and override blocks. */
export function stripMarkup(text: string): string {
  return text.replace(MARKUP, '');
}

/** Whether the text carries any formatting. */
export function hasMarkup(text: string): boolean {
  return stripMarkup(text) !== text;
}

function textToken(raw: string): MarkupToken {
  return { kind: 'text', raw, name: '', rest: '' };
}
