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
  /** It is gone or cannot be read; `code` is that of the error. `track` is the one to be found again. */
  | {
      readonly kind: 'missing';
      readonly path: string;
      readonly track: number;
      readonly code: string;
      readonly proxy: MediaSource | undefined;
    }
  /** Another recording stands in its place. */
  | {
      readonly kind: 'changed';
      readonly path: string;
      readonly track: number;
      readonly proxy: MediaSource | undefined;
    };

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

/** What became of pointing a document at a file: `different` is another recording, and nothing was changed. */
export type RelinkOutcome =
  { readonly kind: 'linked'; readonly path: string } | { readonly kind: 'different'; readonly path: string };

/** How strong each frequency is over a stretch. */
export interface Spectrogram {
  readonly columns: number;
  readonly rows: number;
  /** Frequency of the upper edge of the last row, in Hz; rows are equally high and start at 0 Hz. */
  readonly topHz: number;
  /** Base64 of one byte a cell, column by column, lowest frequency first: 0 is -100 dB or less, 255 is 0 dB. */
  readonly data: string;
}

/** A picture of a recording, or that it has none. */
export type Thumbnail =
  { readonly kind: 'picture'; readonly mime: string; readonly data: string } | { readonly kind: 'none' };

/** A waveform for a line of a list: base64 of bytes from 0 to 127, one a step; `none` before its sound was read. */
export type WaveStrip = { readonly kind: 'strip'; readonly data: string } | { readonly kind: 'none' };

/** How far a call is that takes long. */
export interface MediaProgress {
  readonly id: number;
  readonly track: number | undefined;
  /** 0..1, never falls. */
  readonly fraction: number;
}

/** A track, or what is to be heard as a whole: for a session all its tracks together. */
const heard = z.int().min(0).max(1000).optional();

/** The sound and the picture of a document's recording. */
export const mediaCalls = {
  /** A session as a whole is `unplayable` until its tracks were put together by `media.proxy`. */
  'media.open': call<MediaOpening>()(z.object({ id, track: heard })),
  /** Makes sound that a page can play, or finds it made. Tells its progress as `media` events; takes minutes for hours. */
  'media.proxy': call<MediaSource>()(z.object({ id, track: heard })),
  /** The recording is at another place now. It has to be the same one. */
  'media.relink': call<RelinkOutcome>()(z.object({ id, track, path: z.string().min(1).max(32_768) })),
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
  /** At most a minute of sound. */
  'media.spectrogram': call<Spectrogram>()(
    z
      .object({
        id,
        track,
        startMs: z.int().min(0),
        endMs: z.int().min(1),
        columns: z.int().min(1).max(2000),
        rows: z.int().min(1).max(256),
      })
      .refine(({ startMs, endMs }) => endMs > startMs && endMs - startMs <= 60_000, 'not 1 ms to 60 s long'),
  ),
  /** One frame, at most 320 pixels wide and high. */
  'media.thumbnail': call<Thumbnail>()(z.object({ id })),
  'media.strip': call<WaveStrip>()(z.object({ id, steps: z.int().min(1).max(1000).default(200) })),
} as const;
