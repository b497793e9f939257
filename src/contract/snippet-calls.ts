import { z } from 'zod';
import type { ManifestEntry } from '../core/snippets/manifest.ts';
import { snippetWishSchema } from '../core/snippets/snippet-wish.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';

/** What is worth knowing of pieces that were cut. */
export type SnippetNote =
  /** The piece is shorter than it should be, because the recording ends before it does. */
  | { readonly kind: 'ends-early'; readonly file: string }
  /** Cues too long to be searched by the pattern were left out. */
  | { readonly kind: 'not-searched'; readonly cues: number }
  /** Cues that were asked for by id are not in the document. */
  | { readonly kind: 'not-there'; readonly cues: number }
  /** Pieces that begin where the recording is over were left out. */
  | { readonly kind: 'beyond-end'; readonly pieces: number }
  /** A file that was given is not the one that the document was made from. */
  | { readonly kind: 'other-recording'; readonly file: string };

/** What came of cutting a recording into pieces. */
export interface SnippetReport {
  readonly folder: string;
  /** What lies in the folder now, by start; of a dry run, what would. */
  readonly snippets: readonly ManifestEntry[];
  /** Pieces that could not be cut; the others are there. */
  readonly failed: readonly { readonly file: string; readonly error: ErrorData }[];
  /** Paths of the two files that say what the snippets hold; none where there are no snippets, and in a dry run. */
  readonly manifests: readonly string[];
  readonly notes: readonly SnippetNote[];
}

/** The same for a page on another machine: pieces and manifest in one ZIP. */
export interface SnippetArchive extends Pick<SnippetReport, 'snippets' | 'failed' | 'notes'> {
  /** Read like media, by a token, at least for an hour while the studio runs; absent where nothing could be cut. */
  readonly archive?: { readonly token: string; readonly bytes: number };
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
   * before anything is cut. `folder` is a whole path. With `call`, a name of the caller's own, it tells its progress as
   * `snippets` events.
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
  /** Cuts the same pieces for somebody who cannot reach the studio's folders. Tells its progress in the same way. */
  'documents.snippetArchive': call<SnippetArchive>()(
    z.object({ id: z.int().positive(), call: z.string().min(1).max(100).optional(), wish: snippetWishSchema }),
  ),
} as const;
