import type { Alert } from '../../shared/alert.ts';
import type { Cue, DroppedSpeech, Speaker, Turn, Word } from '../timeline/types.ts';

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
  readonly channels: number;
}

/**
 * The project: everything known about one recording. Plain JSON, integer milliseconds, no wall-clock times, so equal
 * inputs give equal bytes. `turns` may overlap (lanes); `exclusiveTurns` never do (word assignment).
 */
export interface VoxlaneDocument {
  readonly format: 'voxlane-document';
  readonly version: 1;
  readonly media: DocumentMedia;
  /** ISO 639-1 code of the transcript, when known. */
  readonly language?: string;
  /** Id of the rule profile the cues were built for. */
  readonly profile: string;
  readonly speakers: readonly Speaker[];
  readonly words: readonly Word[];
  readonly turns: readonly Turn[];
  readonly exclusiveTurns: readonly Turn[];
  readonly cues: readonly Cue[];
  readonly dropped: readonly DroppedSpeech[];
  readonly alerts: readonly Alert[];
  readonly provenance: readonly StageProvenance[];
}
