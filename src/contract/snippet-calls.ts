import { z } from 'zod';
import type { ManifestEntry } from '../core/snippets/manifest.ts';
import { snippetWishSchema } from '../core/snippets/snippet-wish.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';

/** What came of cutting a recording into pieces. */
export interface SnippetReport {
  readonly folder: string;
  /** What lies in the folder now, by start; of a dry run, what would. */
  readonly snippets: readonly ManifestEntry[];
  /** Pieces that could not be cut; the others are there. */
  readonly failed: readonly { readonly file: string; readonly error: ErrorData }[];
  /** Paths of the two files that say what the snippets hold; none where there are no snippets, and in a dry run. */
  readonly manifests: readonly string[];
  /** What is worth knowing, one sentence each. */
  readonly notes: readonly string[];
}

/** How far a call that cuts is. `done` never falls and ends at `total`. */
export interface SnippetProgress {
  /** Of the document. */
  readonly id: number;
  /** The name that the caller gave. */
  readonly call: string;
  /** Pieces. */
  readonly done: number;
  readonly total: number;
}

export const snippetCalls = {
  /**
   * Cuts pieces of a recording into files of their own, with a manifest. Without `force`, files that are there are refused
   * before anything is cut. With `call`, a name of the caller's own, it tells its progress as `snippets` events.
   */
  'documents.snippets': call<SnippetReport>()(
    z.object({
      id: z.int().positive(),
      call: z.string().min(1).max(100).optional(),
      wish: snippetWishSchema,
      folder: z.string().min(1),
      force: z.boolean().default(false),
      dryRun: z.boolean().default(false),
    }),
  ),
} as const;
