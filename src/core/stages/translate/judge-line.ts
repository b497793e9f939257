import { stripMarkup } from '../../document/markup.ts';
import { isOtherLanguage } from './language-check.ts';
import { decodeLine, type EncodedLine } from './line-text.ts';
import { echoes } from '../../llm/echo-check.ts';
import { comparable } from '../../llm/similarity.ts';
import type { TranslationFlag } from './types.ts';

/** What a model answered for one line. */
export interface LineAnswer {
  readonly echo: string;
  readonly text: string;
}

export interface JudgeContext {
  readonly encoded: EncodedLine;
  /** The source texts of the other lines of the call. */
  readonly others: readonly string[];
  readonly source: string | undefined;
  readonly target: string;
}

export type LineVerdict =
  | { readonly kind: 'good'; readonly voices: readonly string[]; readonly tagsLost: boolean }
  | { readonly kind: 'bad'; readonly flag: TranslationFlag };

/** A translation longer than this many times its source, and a sentence more, is something else. */
const LONGEST_RATIO = 4;
const LONGEST_EXTRA = 40;

const ADDRESS = /\b(?:https?:\/\/|www\.)\S/iu;
const FOREIGN_TAG = /<\/?[a-z!][^<>]*>/giu;
const REFUSAL =
  /^(?:i['’]?m sorry|sorry,|i (?:can(?:no|['’])t|am unable|won['’]t)|as an ai|je suis désolée?|je ne peux pas|en tant qu['’]ia|üzgünüm)/iu;
const ABOUT_ITSELF =
  /\b(?:translat\w*|assist|language model|this (?:content|request)|traduire|traduction|çevir\w*|yapay zek)/iu;

/**
 * Whether an answer is a translation of its own line. Keys do not stop a model from moving content to another key, hence
 * the echo; what a transcript talks a model into (addresses, markup, essays) is no translation either.
 */
export function judgeLine(answer: LineAnswer | undefined, context: JudgeContext): LineVerdict {
  const { encoded, others, source, target } = context;
  const text = answer?.text.trim() ?? '';
  if (answer === undefined || comparableOrMarks(text) === '') return bad('not-translated');
  if (REFUSAL.test(text) && ABOUT_ITSELF.test(text) && !ABOUT_ITSELF.test(encoded.text)) return bad('refused');
  if (!echoes(answer.echo, encoded.text, others)) return bad('misaligned');
  if (isInvented(text, encoded.text)) return bad('misaligned');
  const decoded = decodeLine(encoded, text);
  if (decoded === undefined) return bad('misaligned');
  const said = stripMarkup(text);
  if (source !== target && isCopy(said, encoded.text, others)) return bad('not-translated');
  if (isOtherLanguage(said, target, source)) return bad('wrong-language');
  return { kind: 'good', ...decoded };
}

function bad(flag: TranslationFlag): LineVerdict {
  return { kind: 'bad', flag };
}

/** Lines such as `...` or `?!` have nothing to compare and are still lines. */
function comparableOrMarks(text: string): string {
  return comparable(text) === '' ? text.replace(/\s+/gu, '') : comparable(text);
}

function isInvented(text: string, source: string): boolean {
  if (text.length > source.length * LONGEST_RATIO + LONGEST_EXTRA) return true;
  if (ADDRESS.test(text) && !ADDRESS.test(source)) return true;
  const allowed = new Set(source.match(FOREIGN_TAG) ?? []);
  return (text.match(FOREIGN_TAG) ?? []).some((tag) => !allowed.has(tag));
}

/** Fewest words of a copied line before it counts as not translated: names and cries stay what they are. */
const LEAST_COPIED_WORDS = 3;

function isCopy(text: string, source: string, others: readonly string[]): boolean {
  const said = comparable(text);
  if (said.split(' ').length < LEAST_COPIED_WORDS) return false;
  return said === comparable(stripMarkup(source)) || others.some((other) => comparable(stripMarkup(other)) === said);
}
