import type { VoxlaneDocument } from '../document/types.ts';
import type { LossCode } from './loss-codes.ts';
import type { SpeakerId } from '../timeline/types.ts';

/** Ids of the formats that are written unless others are asked for. */
export const DEFAULT_FORMAT_IDS = ['srt', 'vtt', 'json', 'rttm', 'txt'] as const;

/** Ids of the formats this version reads or writes, in the order menus and help list them. */
export const FORMAT_IDS = [...DEFAULT_FORMAT_IDS, 'chapters', 'activity-json', 'activity-csv'] as const;

type FormatId = (typeof FORMAT_IDS)[number];

/** Something a reader noticed. `error` lost or guessed content, `warning` repaired it, `info` is worth knowing. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  /** 1-based line of the input. */
  readonly line?: number;
  readonly message: string;
}

/** Something of the document that the written text does not hold; `count` says how often. */
export interface Loss {
  readonly code: LossCode;
  readonly count: number;
  readonly message: string;
}

/** How to read a text. Every field is optional; a codec ignores what does not concern it. */
export interface ReadContext {
  /** File name for `media.name`. */
  readonly name?: string;
  /** SRT and TXT: turn `NAME:`, `[NAME]` and `(NAME)` at the start of a cue into speakers. Default: SRT no, TXT yes. */
  readonly detectSpeakers?: boolean;
  /** SRT: two-digit fractions are frames at this rate instead of hundredths. */
  readonly framesPerSecond?: number;
  /** RTTM: the recording to read when the file holds several. Default: the first. */
  readonly fileId?: string;
}

export interface ReadResult {
  /** A complete document; parts the format does not know are empty, parts the document does not know are in `imported`. */
  readonly document: VoxlaneDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** How to write a document. Every field is optional; a codec ignores what does not concern it. */
export interface WriteOptions {
  readonly newline?: 'lf' | 'crlf';
  /** Start with a byte order mark (SRT, WebVTT, TXT). */
  readonly bom?: boolean;
  /**
   * SRT and TXT: how a speaker shows in the text. `auto` (default) writes `Name: ` at every speaker change when more
   * than one speaker talks, nothing otherwise.
   */
  readonly speakerStyle?: 'auto' | 'none' | 'colon' | 'bracket';
  /** SRT and WebVTT: how a line of a two-speaker cue opens, as the cue's rule profile wants it. Default `dash-space`. */
  readonly dash?: 'dash-space' | 'dash';
  /** SRT and WebVTT: leave formatting tags out. */
  readonly stripTags?: boolean;
  /** WebVTT: write inline word timestamps where a cue's words match its text. */
  readonly wordTimes?: boolean;
  /** TXT: start each block with `[hh:mm:ss]`. Default true. */
  readonly timestamps?: boolean;
  /** TXT: a silence of at least this many milliseconds starts a new block. Default 2000. */
  readonly mergePauseMs?: number;
  /** RTTM: second field; default is the media's name made safe. */
  readonly fileId?: string;
  /** Activity: video frames a second, as `parseFrameRate` reads them. Default `25`. */
  readonly fps?: string;
}

/** How a speaker is called in a written file that cannot hold the name as it is. */
export interface SpeakerToken {
  readonly token: string;
  readonly speaker: SpeakerId;
  readonly name: string;
}

export interface WriteResult {
  /** Ends with a newline. */
  readonly text: string;
  /** Exactly what the text lost, nothing else; empty when it holds the whole document. */
  readonly losses: readonly Loss[];
  /** RTTM: every speaker's label. */
  readonly speakerTokens?: readonly SpeakerToken[];
}

/** The same for formats that can get too large for one text. */
export interface ChunkedWriteResult extends Omit<WriteResult, 'text'> {
  /** To be walked once; joined, they end with a newline. */
  readonly chunks: Iterable<string>;
}

/** One file format. Pure: text in, document out, and back. */
export interface SubtitleCodec {
  readonly id: FormatId;
  readonly label: string;
  /** Lower case, without the dot, preferred one first. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** What `write` starts from: `cues` and `turns` formats are empty without those, `document` formats hold all. */
  readonly carries: 'cues' | 'turns' | 'document';
  /** Absent on formats that can only be written. Never throws on any text, except `AppError` from JSON. */
  readonly read?: (text: string, context?: ReadContext) => ReadResult;
  readonly write: (document: VoxlaneDocument, options?: WriteOptions) => WriteResult;
  /** Present on formats that can get too large for one text. Checks its options before it returns. */
  readonly writeChunks?: (document: VoxlaneDocument, options?: WriteOptions) => ChunkedWriteResult;
}
