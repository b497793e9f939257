import { type MarkupToken, tokenizeMarkup } from '../../document/markup.ts';
import { encodeText } from './entities.ts';

/** Cue text as valid WebVTT, and whether formatting had to go. */
export interface BalancedText {
  readonly text: string;
  readonly lost: boolean;
}

const VTT_TAGS = new Set(['i', 'b', 'u', 'c', 'ruby', 'rt', 'lang']);
const CLASSES = /^(?:\.[^\s.<>&]+)+$/u;
const LANGUAGE = /^(?:\.[^\s.<>&]+)*\s+[A-Za-z0-9-]+$/u;

/**
 * Keeps the tags WebVTT knows, properly nested and closed, and escapes everything else. SRT's `<font>` and `<s>` and ASS
 * override blocks have no counterpart and are left out, as is everything when `strip` is set.
 */
export function balanceTags(text: string, strip: boolean): BalancedText {
  const open: string[] = [];
  let out = '';
  let lost = false;
  for (const token of tokenizeMarkup(text)) {
    if (token.kind === 'text') {
      out += encodeText(token.raw);
    } else if (strip || !VTT_TAGS.has(token.name)) {
      lost = true;
    } else if (token.kind === 'open') {
      const tag = openTag(token);
      if (tag === undefined) {
        lost = true;
        continue;
      }
      open.push(token.name);
      out += tag.raw;
      lost ||= tag.lost;
    } else {
      if (!open.includes(token.name)) continue;
      let name = open.pop();
      while (name !== undefined && name !== token.name) {
        out += `</${name}>`;
        name = open.pop();
      }
      out += `</${token.name}>`;
    }
  }
  while (open.length > 0) out += `</${open.pop()}>`;
  return { text: out, lost };
}

function openTag({ name, rest }: MarkupToken): { raw: string; lost: boolean } | undefined {
  // Two dashes and the bracket would be the arrow that starts a cue.
  if (rest.endsWith('--')) return name === 'lang' ? undefined : { raw: `<${name}>`, lost: true };
  if (name === 'lang') return LANGUAGE.test(rest) ? { raw: `<lang${rest}>`, lost: false } : undefined;
  if (rest.trim() === '') return { raw: `<${name}>`, lost: false };
  return CLASSES.test(rest) ? { raw: `<${name}${rest}>`, lost: false } : { raw: `<${name}>`, lost: true };
}
