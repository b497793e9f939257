import { z } from 'zod';
import { sourceWishSchema } from '../core/queue/job-source.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';

/** A recording that an address stands for, or why it is not taken. Times are milliseconds. */
export type SourceEntryView =
  | {
      readonly kind: 'entry';
      readonly url: string;
      readonly item?: number;
      readonly title?: string;
      readonly audio_length?: number;
    }
  | { readonly kind: 'refused'; readonly url: string; readonly error: ErrorData };

/** Recordings on the web. Looking needs no library. */
export const sourceCalls = {
  /** Lists the recordings an address stands for; downloads nothing. */
  'sources.look': call<readonly SourceEntryView[]>()(
    z.object({ url: z.string().min(1).max(8192), sources: sourceWishSchema }),
  ),
} as const;
