import type { ClassSchema } from '../../document/notes/class-schema.ts';
import { echoes } from '../../llm/echo-check.ts';
import { comparable } from '../../llm/similarity.ts';
import { columnsOf, readColumns } from './columns.ts';
import type { ClassFlag } from './types.ts';

/** A class that was accepted. */
export interface AcceptedClass {
  readonly label: string;
  readonly confidence?: number;
  readonly character?: string;
  readonly evidence?: string;
}

export type ClassVerdict =
  { readonly kind: 'good'; readonly given: AcceptedClass } | { readonly kind: 'bad'; readonly flag: ClassFlag };

const LONGEST_NAME = 80;
const LONGEST_EVIDENCE = 300;
/** How models say that there is none. */
const NOBODY = /^(?:-+|—|n\/?a|none|nobody|no one|unknown|null|undefined|player|out[ -]of[ -]character)?\.?$/iu;

/**
 * Whether an answer is a class of its own line. Keys do not stop a model from moving content to another key, hence the
 * first words; evidence that the line does not say is left out.
 */
export function judgeClass(
  answer: string | undefined,
  { text, others, schema }: { readonly text: string; readonly others: readonly string[]; readonly schema: ClassSchema },
): ClassVerdict {
  if (answer === undefined || answer.trim() === '') return { kind: 'bad', flag: 'not-classified' };
  const columns = readColumns(answer, columnsOf(schema));
  if (!echoes(columns.start, text, others)) return { kind: 'bad', flag: 'misaligned' };
  const label = labelOf(columns.label, schema);
  if (label === undefined) return { kind: 'bad', flag: 'not-classified' };
  const confidence = confidenceOf(columns.confidence);
  const character = bare(columns.character);
  const evidence = bare(columns.evidence);
  return {
    kind: 'good',
    given: {
      label,
      ...(confidence === undefined ? {} : { confidence }),
      ...(NOBODY.test(character) || character.length > LONGEST_NAME ? {} : { character }),
      ...(isQuote(evidence, text) ? { evidence: evidence.slice(0, LONGEST_EVIDENCE).trim() } : {}),
    },
  };
}

/** The label that is meant: by its id, or by its name where only one is called so. */
function labelOf(said: string, { labels }: ClassSchema): string | undefined {
  const word = bare(said);
  if (labels.some(({ id }) => id === word)) return word;
  const wanted = comparable(word);
  const meant = labels.filter(({ id, name }) => comparable(id) === wanted || comparable(name) === wanted);
  return wanted !== '' && meant.length === 1 ? meant[0]?.id : undefined;
}

/** 0..1 from `85`, `85 %` or `0.85`; `undefined` for anything else. */
function confidenceOf(said: string): number | undefined {
  const [, digits] = /^(\d{1,3}(?:[.,]\d+)?) ?%?$/u.exec(said) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replace(',', '.'));
  const share = /[.,]/u.test(digits) && number <= 1 ? number : number / 100;
  return share <= 1 ? share : undefined;
}

/** Words of a text, in its order and next to each other. */
function isQuote(evidence: string, text: string): boolean {
  const words = comparable(evidence);
  return words !== '' && ` ${comparable(text)} `.includes(` ${words} `);
}

function bare(said: string): string {
  return said
    .trim()
    .replace(/^["'“”«»‘’`(]+|["'“”«»‘’`)]+$/gu, '')
    .trim();
}
