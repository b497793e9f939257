import type { Alert } from '../../shared/alert.ts';
import type { Span } from '../timeline/span.ts';
import type { ClassSchema } from './notes/class-schema.ts';
import type { Summary } from './notes/summary.ts';
import type { TranslationTrack } from './notes/translation-track.ts';
import type { Cue, DroppedSpeech, Speaker, SpeakerId, Turn, Word } from '../timeline/types.ts';

/** What produced a part of the document. */
export interface StageProvenance {
  readonly stage: string;
  readonly version: number;
  readonly model?: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The media a document belongs to. The media itself is never modified or embedded. */
export interface DocumentMedia {
  readonly name: string;
  readonly contentId: string;
  readonly durationMs: number;
  /** Of the recording; the number of tracks of a session. */
  readonly channels: number;
  /** How the channels relate, e.g. `two-sided`, when that was looked into. */
  readonly layout?: string;
  /** Present when several files or audio streams are the tracks of one session; channel i is track i. */
  readonly tracks?: readonly DocumentTrack[];
}

/** A track of a session: one audio stream of one file. */
export interface DocumentTrack {
  readonly name: string;
  readonly contentId: string;
  /** 0-based among the file's audio streams. */
  readonly stream: number;
  /** Where its first sample lies in the session, milliseconds. */
  readonly startMs: number;
  /** Whose microphone it is, when the file says. */
  readonly speaker?: string;
}

/** Where on the web the media came from, as its site said. */
export interface DocumentSource {
  readonly url: string;
  readonly title: string;
  readonly uploader?: string;
  /** Name of the extractor that knew the site, e.g. `Youtube`. */
  readonly extractor?: string;
}

/** A named stretch of the media. */
export interface Chapter extends Span {
  readonly title: string;
}

/** A moment that a user marked to come back to. */
export interface Bookmark {
  readonly timeMs: number;
  readonly note?: string | undefined;
}

/** A block of an imported file that is not a cue, kept word for word. */
export interface ImportedBlock {
  readonly kind: 'note' | 'style' | 'region' | 'other';
  readonly text: string;
  /** The cue it stood before; absent when it stood behind the last cue. */
  readonly beforeCueId?: string;
}

/** What an imported file said about a cue and the document has no field for, word for word. */
export interface ImportedCue {
  readonly cueId: string;
  /** The index or identifier of the file, when it is not the cue's id. */
  readonly originalId?: string;
  /** WebVTT cue settings, or SRT `X1: X2: Y1: Y2:` coordinates. */
  readonly settings?: string;
  /** Classes of the cue's one voice, e.g. `first.loud`. */
  readonly voiceClass?: string;
}

/** Parts of an imported file that only a file of the same format can hold. */
export interface ImportedParts {
  /** Format id of the file, e.g. `vtt`. */
  readonly format: string;
  /** WebVTT: everything behind `WEBVTT` up to the first blank line. SRT: lines before the first cue. */
  readonly header?: string;
  readonly blocks: readonly ImportedBlock[];
  readonly cues: readonly ImportedCue[];
}

/** A stretch in which one voice is meant: that of `speaker`, or the one that talks there most. */
interface VoiceStretch extends Span {
  readonly speaker?: SpeakerId | undefined;
}

/** What a user said about the voices of a track; kept so that later clusterings hold to it. */
export interface SpeakerWishes {
  /** 0-based source channel; absent for mixed channels. */
  readonly channel?: number | undefined;
  readonly speakers?: number | undefined;
  readonly minSpeakers?: number | undefined;
  readonly maxSpeakers?: number | undefined;
  /** Distance from which voices are different people. */
  readonly threshold?: number | undefined;
  /** The same person talks in both stretches, or different ones do. */
  readonly links?:
    readonly { readonly kind: 'same' | 'different'; readonly a: VoiceStretch; readonly b: VoiceStretch }[] | undefined;
}

/** A doubt that a user looked at and found fine. It counts while the kind, the cue and what is said there are the same. */
export interface ReviewedDoubt {
  readonly kind: string;
  readonly cue?: string | undefined;
  /** What is said there, or else the time. */
  readonly content: string;
}

/**
 * The project: everything known about one recording. Plain JSON, integer milliseconds, no wall-clock times, so equal
 * inputs give equal bytes. `turns` may overlap (lanes); `exclusiveTurns` never do (word assignment).
 */
export interface VoxlaneDocument {
  readonly format: 'voxlane-document';
  readonly version: 1;
  readonly media: DocumentMedia;
  /** Present when the media was fetched from a web address. */
  readonly source?: DocumentSource;
  /** By start; absent when there are none. */
  readonly chapters?: readonly Chapter[];
  /** By time; absent when there are none. */
  readonly bookmarks?: readonly Bookmark[];
  /** ISO 639-1 code of the transcript, when known. */
  readonly language?: string;
  /** Languages that were heard, most words first, where several were looked for. */
  readonly languages?: readonly string[];
  /** Id of the rule profile the cues were built for. */
  readonly profile: string;
  /** One entry a track whose speakers a user had told apart again. */
  readonly speakerWishes?: readonly SpeakerWishes[];
  readonly speakers: readonly Speaker[];
  readonly words: readonly Word[];
  readonly turns: readonly Turn[];
  readonly exclusiveTurns: readonly Turn[];
  readonly cues: readonly Cue[];
  readonly dropped: readonly DroppedSpeech[];
  readonly alerts: readonly Alert[];
  readonly provenance: readonly StageProvenance[];
  /** Doubts a user found fine; absent when there are none. */
  readonly reviewed?: readonly ReviewedDoubt[];
  /** Languages it is translated to; the lines stand with the cues. Absent when there are none. */
  readonly translations?: readonly TranslationTrack[];
  /** What its cues are sorted by; the classes stand with the cues. Absent when there are none. */
  readonly classSchemas?: readonly ClassSchema[];
  /** At most one a language; absent when there are none. */
  readonly summaries?: readonly Summary[];
  /** Present only in documents read from a subtitle file that said more than the fields above can hold. */
  readonly imported?: ImportedParts;
}
