import { z } from 'zod';
import { call } from './call.ts';

/** What a dictionary says, or that there is none. */
export type SpellingCheck =
  | {
      readonly kind: 'checked';
      /** Those of the words that neither a dictionary nor the user knows. */
      readonly misspelt: readonly string[];
    }
  | { readonly kind: 'no-dictionary' };

/** A tag as `en`, `en-GB`. */
const language = z.string().min(1).max(35);
const word = z.string().min(1).max(60);

/** Spelling, judged where the studio runs. */
export const spellingCalls = {
  'spelling.check': call<SpellingCheck>()(z.object({ language, words: z.array(word).max(50_000) })),
  /** What may have been meant, the likeliest first; empty without a dictionary. */
  'spelling.suggest': call<readonly string[]>()(z.object({ language, word })),
  /** Takes a word for right from now on, or no longer. Gives all such words. */
  'spelling.learn': call<readonly string[]>()(z.object({ word, known: z.boolean().default(true) })),
} as const;
