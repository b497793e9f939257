import { stripMarkup } from '../../document/markup.ts';
import { encodeLine } from './line-text.ts';
import { comparable } from '../../llm/similarity.ts';

/** Earlier translations, e.g. of other episodes. Both sides are running text as `encodeLine` makes it. */
export interface TranslationMemory {
  find(source: string, speaker: string | undefined): string | undefined;
}

/** Who answers for a translation: `person` wrote, locked or accepted it; a `machine` wrote it and nothing was wrong with it. */
export const MEMORY_RANKS = ['person', 'machine'] as const;
export type MemoryRank = (typeof MEMORY_RANKS)[number];

/** A line and its translation, of one pair of languages. */
export interface MemoryEntry {
  readonly text: string;
  readonly translation: string;
  /** Shown name of who says it. */
  readonly speaker?: string | undefined;
  readonly rank: MemoryRank;
}

/** Fewest words of a line that is taken over: `Yes.` and `Come on!` depend on what was said before. */
const LEAST_WORDS = 4;

/** Whether a line means the same wherever it is said. */
export function isReusable(source: string): boolean {
  return comparable(source).split(' ').length >= LEAST_WORDS;
}

/** What lines are the same by: letters, digits and whether it is asked; not case, accents and other signs. */
export function memoryKey(text: string): string {
  return `${comparable(stripMarkup(text))}${/[?\u061f\uff1f][\s"'»”’)]*$/u.test(text) ? '?' : ''}`;
}

/**
 * What a memory keeps of a translated cue; `undefined` where it would not fit elsewhere: short lines, dialogues, formatting
 * inside, and a text that only stands for itself.
 */
export function memoryEntry(
  cue: { readonly lines: readonly string[]; readonly speaker?: string | undefined; readonly apart?: boolean },
  translated: readonly string[],
  rank: MemoryRank,
): MemoryEntry | undefined {
  const source = encodeLine(cue.lines, cue.apart);
  const target = encodeLine(translated, cue.apart);
  const isPlain = ({ text, voices }: { readonly text: string; readonly voices: number }): boolean =>
    voices === 1 && text !== '' && stripMarkup(text) === text;
  if (!isPlain(source) || !isPlain(target) || !isReusable(source.text)) return undefined;
  return { text: source.text, translation: target.text, speaker: cue.speaker, rank };
}

/**
 * The best entry for a line among those with its key: of the same speaker, or of nobody in particular; by a person before a
 * machine, the same letter for letter before nearly the same, later ones before earlier ones.
 */
export function bestEntry(
  entries: readonly MemoryEntry[],
  source: string,
  speaker: string | undefined,
): MemoryEntry | undefined {
  const scoreOf = (entry: MemoryEntry): number =>
    (entry.rank === 'person' ? 4 : 0) + (entry.speaker === speaker ? 2 : 0) + (entry.text === source ? 1 : 0);
  let best: MemoryEntry | undefined;
  for (const entry of entries) {
    if (entry.speaker !== undefined && entry.speaker !== speaker) continue;
    if (best === undefined || scoreOf(entry) >= scoreOf(best)) best = entry;
  }
  return best;
}

/** A memory of entries; later ones count more. */
export function memoryOf(entries: readonly MemoryEntry[]): TranslationMemory {
  const byKey = new Map<string, MemoryEntry[]>();
  for (const entry of entries) {
    const key = memoryKey(entry.text);
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  return {
    find: (source, speaker) => bestEntry(byKey.get(memoryKey(source)) ?? [], source, speaker)?.translation,
  };
}
