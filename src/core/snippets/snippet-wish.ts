import { z } from 'zod';

/** What a file name is made of; see `fileStem`. */
export const NAME_FIELDS = ['n', 'speaker', 'start', 'end', 'label', 'character', 'text', 'cue'] as const;
export const DEFAULT_TEMPLATE = '{n}_{speaker}_{start}_{label}_{text}';
export const SNIPPET_FORMATS = ['wav', 'flac', 'mp3'] as const;

/** Largest padding and gap, milliseconds. */
export const LONGEST_MS = 60_000;
const name = z.string().min(1).max(200);

/** Which pieces of a recording are wanted, and as what. Filters hold together: a piece has to pass all of them. */
export const snippetWishSchema = z.strictObject({
  /** One piece a cue, or one a turn of a speaker. */
  unit: z.enum(['cue', 'turn']).default('cue'),
  /** Only what is built from these cues, by id; all of them when left out. */
  cues: z.array(name).min(1).max(1_000_000).optional(),
  /** Ids or names; everybody where empty. */
  speakers: z.array(name).max(1000).default([]),
  /** Only what is in this class. */
  class: z.strictObject({ schema: name, label: name, character: name.optional() }).optional(),
  /** Only what says this. */
  find: z
    .strictObject({
      text: z.string().min(1).max(500),
      mode: z.enum(['plain', 'regex']).default('plain'),
      caseSensitive: z.boolean().default(false),
      wholeWord: z.boolean().default(false),
    })
    .optional(),
  /** Sound added in front, and behind where `paddingAfterMs` does not say otherwise, milliseconds. */
  paddingMs: z.int().min(0).max(LONGEST_MS).default(0),
  paddingAfterMs: z.int().min(0).max(LONGEST_MS).optional(),
  /** Lets the padding reach into what is said before and after. */
  overlap: z.boolean().default(false),
  /** Pieces of one speaker that are at most so far apart become one; none do when left out. */
  mergeGapMs: z.int().min(0).max(LONGEST_MS).optional(),
  template: z.string().min(1).max(300).default(DEFAULT_TEMPLATE),
  format: z.enum(SNIPPET_FORMATS).default('wav'),
  /** `original`: channels and rate as they are; `speech`: 16 kHz, one channel. */
  sound: z.enum(['original', 'speech']).default('original'),
});

export type SnippetWish = Readonly<z.output<typeof snippetWishSchema>>;
