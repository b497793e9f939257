import { z } from 'zod';
import {
  DEFAULT_TEMPLATE,
  LONGEST_MS,
  SNIPPET_FORMATS,
  type SnippetWish,
} from '../../../../core/snippets/snippet-wish.ts';

const ms = z.int().min(0).max(LONGEST_MS);
const schema = z.object({
  unit: z.enum(['cue', 'turn']),
  beforeMs: ms,
  afterMs: ms,
  overlap: z.boolean(),
  joins: z.boolean(),
  gapMs: ms,
  template: z.string().max(300),
  format: z.enum(SNIPPET_FORMATS),
  sound: z.enum(['original', 'speech']),
});

/** How snippets are cut. It is remembered; which ones is not, since another recording has others. */
export type SnippetChoice = z.infer<typeof schema>;

export const STANDARD: SnippetChoice = {
  unit: 'cue',
  beforeMs: 100,
  afterMs: 100,
  overlap: false,
  joins: false,
  gapMs: 300,
  template: DEFAULT_TEMPLATE,
  format: 'wav',
  sound: 'original',
};
const KEY = 'voxlane.snippets';

/** The choice of last time, or the standard one. */
export function rememberedChoice(storage: Storage = localStorage): SnippetChoice {
  try {
    return schema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    // Nothing yet, or of another version: a lost convenience, nothing else.
    return STANDARD;
  }
}

export function rememberChoice(choice: SnippetChoice, storage: Storage = localStorage): void {
  storage.setItem(KEY, JSON.stringify(choice));
}

/** Where the cues come from: all, or what is selected, listed or found now. */
export const SOURCES = ['all', 'selected', 'listed', 'found'] as const;
export type SnippetSource = (typeof SOURCES)[number];

/** Which pieces are cut. */
export interface SnippetFilter {
  readonly source: SnippetSource;
  /** Ids; none: everybody. */
  readonly speakers: readonly string[];
  readonly class?: NonNullable<SnippetWish['class']>;
}

/** What to ask for. `cues`: the ids behind the source; undefined: all. */
export function wishOf(choice: SnippetChoice, filter: SnippetFilter, cues: readonly string[] | undefined): SnippetWish {
  const { beforeMs, afterMs, joins, gapMs, ...same } = choice;
  return {
    ...same,
    ...(cues === undefined ? {} : { cues: [...cues] }),
    speakers: [...filter.speakers],
    ...(filter.class === undefined ? {} : { class: filter.class }),
    paddingMs: beforeMs,
    paddingAfterMs: afterMs,
    ...(joins ? { mergeGapMs: gapMs } : {}),
  };
}
