import { z } from 'zod';
import { call } from './call.ts';

const id = z.int().positive();
const track = z.int().min(0).max(1000).default(0);

/** A file that the page can play, behind a token that counts until the studio ends or the media is closed. */
export interface MediaSource {
  readonly token: string;
  readonly mime: string;
  readonly hasVideo: boolean;
  /** It is the sound alone, made for the page because the recording cannot be played there. */
  readonly isProxy: boolean;
  /** Where the first moment of the file lies on the document's timeline, milliseconds. */
  readonly startMs: number;
}

/** What became of the recording of a document. `path` is where it was last; `proxy` is sound that can be played anyway. */
export type MediaOpening =
  | {
      readonly kind: 'ready';
      readonly path: string;
      readonly source: MediaSource;
      readonly audio_length: number | undefined;
    }
  /** It is there, and the page cannot play what is in it. */
  | {
      readonly kind: 'unplayable';
      readonly path: string;
      readonly hasVideo: boolean;
      /** E.g. `hevc, ac3`. */
      readonly codecs: string;
      readonly audio_length: number | undefined;
      readonly proxy: MediaSource | undefined;
    }
  /** It is gone or cannot be read; `code` is that of the error. */
  | { readonly kind: 'missing'; readonly path: string; readonly code: string; readonly proxy: MediaSource | undefined }
  /** Another recording stands in its place. */
  | { readonly kind: 'changed'; readonly path: string; readonly proxy: MediaSource | undefined };

/** Part of a waveform at one zoom. Bins are counted from the start of the track. */
export interface PeaksSlice {
  readonly sampleRate: number;
  /** Samples of the whole track. */
  readonly samples: number;
  /** Where the first sample lies on the document's timeline, milliseconds. */
  readonly startMs: number;
  /** All zooms there are, finest first. */
  readonly levels: readonly { readonly samplesPerBin: number; readonly bins: number }[];
  readonly level: number;
  readonly samplesPerBin: number;
  readonly from: number;
  /** Behind the last bin; less than was asked for when that would have been too much for one answer. */
  readonly to: number;
  /** Base64 of signed bytes: min, max, min, max, ... from -128 to 127. */
  readonly data: string;
}

/** The sound and the picture of a document's recording. */
export const mediaCalls = {
  'media.open': call<MediaOpening>()(z.object({ id, track })),
  /** The token counts no more. */
  'media.close': call<{ readonly closed: boolean }>()(z.object({ token: z.string().min(1).max(100) })),
  /** The waveform; the coarsest zoom when `level` is left out or too high. At most a million bins an answer. */
  'media.peaks': call<PeaksSlice>()(
    z.object({
      id,
      track,
      level: z.int().min(0).max(100).optional(),
      from: z.int().min(0).default(0),
      to: z.int().min(0).optional(),
    }),
  ),
} as const;
