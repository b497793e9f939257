import { z } from 'zod';
import type { Change } from '../core/document/edits/change.ts';
import type { EditOperation, OperationOf } from '../core/document/edits/operations.ts';
import type { SpeakerSample } from '../core/document/speaker-samples.ts';
import { BILINGUAL } from '../core/document/in-language.ts';
import { languageCodeSchema } from '../core/document/notes/language-code.ts';
import { speakerWishesSchema } from '../core/document/schema.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Loss } from '../core/formats/codec.ts';
import type { Shortfall } from '../core/stages/diarize/shortfall.ts';
import type { ErrorData } from '../shared/app-error.ts';
import type { Alert } from '../shared/alert.ts';
import { call } from './call.ts';

const id = z.int().positive();
const track = z.int().min(0).max(1000).default(0);
const writeOptions = z
  .object({
    newline: z.enum(['lf', 'crlf']),
    bom: z.boolean(),
    speakerStyle: z.enum(['auto', 'none', 'colon', 'bracket']),
    stripTags: z.boolean(),
    wordTimes: z.boolean(),
    timestamps: z.boolean(),
    fps: z.string().max(20),
    dash: z.enum(['dash-space', 'dash']),
    language: languageCodeSchema,
    /** The translation above or below the source text. */
    bilingual: z.enum(BILINGUAL),
    /** Only cues of these labels of a class schema. */
    classes: z.strictObject({
      schema: z.string().min(1).max(64),
      labels: z.array(z.string().min(1).max(64)).min(1).max(100).readonly(),
    }),
    /** Characters are the speakers of what they say. */
    characters: z.boolean(),
  })
  .partial();

/** A speaker in the list of documents. `place` (among the document's speakers, from 0) and `color` decide its looks. */
interface ListedSpeaker {
  readonly id: string;
  readonly name: string;
  readonly speech: number;
  readonly place: number;
  readonly color?: string;
}

/** A document in the list of all. Times are milliseconds. */
export interface DocumentListing {
  readonly job: number;
  readonly path: string;
  readonly title?: string;
  readonly audio_length?: number;
  readonly revision: number;
  readonly words: number;
  /** Who talks most comes first. */
  readonly speakers: readonly ListedSpeaker[];
  readonly edited: boolean;
  /** Edits that a re-run could not carry over. */
  readonly conflicts: number;
}

/** An edit that did not apply to a newer revision. It is kept until it is dismissed. */
export interface StoredConflict {
  /** Names it among those of its document. */
  readonly id: number;
  readonly label: string;
  readonly operation: unknown;
  readonly code: string;
  readonly reason: string;
}

/** Where in its history a document stands. */
export interface EditPosition {
  /** Names this content of the document; another content has another. */
  readonly head: string;
  /** What undo and redo would take back or do again. */
  readonly undoLabel?: string;
  readonly redoLabel?: string;
}

/** A document as it is now. */
export interface DocumentState extends EditPosition {
  readonly jobId: number;
  readonly revision: number;
  readonly document: VoxlaneDocument;
  /** Whether any edit counts. */
  readonly edited: boolean;
  readonly conflicts: readonly StoredConflict[];
}

/** What there is of a document whose job is not done. It cannot be edited: the finished one takes its place. */
export type PartialOpening =
  | { readonly kind: 'partial'; readonly document: VoxlaneDocument; readonly progress: number }
  /** Speech has not been found yet. */
  | { readonly kind: 'nothing-yet' }
  /** The document is there: open it instead. */
  | { readonly kind: 'done' };

/** What tells who a speaker is. Times are milliseconds. */
export interface SpeakerReview {
  /** Where the speaker is heard best, in time order. */
  readonly samples: readonly SpeakerSample[];
  /** Other speakers by how alike they sound (-1 to 1), the most alike first; empty when nothing was kept of the voices. */
  readonly alike: readonly { readonly speaker: string; readonly similarity: number }[];
}

/** Whether the speakers of a track can be told apart again at once. `reason` says why not. */
export type SpeakersPrepared =
  { readonly kind: 'ready' } | { readonly kind: 'evidence-missing' | 'model-missing'; readonly reason: string };

/** What became of an edit: `refused` changed nothing and names the operation that does not apply. */
export type EditOutcome =
  | { readonly kind: 'edited'; readonly operations: readonly EditOperation[]; readonly position: EditPosition }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly index: number; readonly code: string; readonly reason: string };

export type UndoOutcome =
  /** `inverses` lead from the document before to the one now; absent when it must be opened anew. */
  | {
      readonly kind: 'undone';
      readonly label: string;
      readonly inverses?: readonly (readonly Change[])[];
      readonly position: EditPosition;
    }
  | {
      readonly kind: 'redone';
      readonly label: string;
      readonly operations: readonly unknown[];
      readonly position: EditPosition;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly index: number; readonly code: string; readonly reason: string };

/** Who talks in a document after its speakers were told apart again, most speech (milliseconds) first. */
interface CastSpeaker {
  readonly id: string;
  readonly name: string;
  readonly speech: number;
}

export type CastOutcome =
  /** `shortfall`: why another number of speakers than the wanted one was found. */
  | { readonly kind: 'edited'; readonly speakers: readonly CastSpeaker[]; readonly shortfall?: Shortfall }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

/** What a cue says, and what another model heard there. Times are milliseconds. */
export interface RedecodedCue {
  readonly cue: string;
  readonly before: { readonly lines: readonly string[]; readonly startMs: number; readonly endMs: number };
  /** Absent when it heard nothing. `operation` puts it in the document; `confidence` is the mean of its words, 0..1. */
  readonly after?: {
    readonly lines: readonly string[];
    readonly confidence: number;
    readonly operation: OperationOf<'rewrite-cue'>;
  };
}

/** Cues that were heard again, in the order asked for. */
export interface Redecoded {
  readonly cues: readonly RedecodedCue[];
  /** Why some are missing: the model failed before it came to them. */
  readonly failed?: ErrorData;
}

/** How far a call that hears cues again is. `done` never falls and ends at `total`. */
export interface RedecodeProgress {
  /** Of the document. */
  readonly id: number;
  /** The name that the caller gave. */
  readonly call: string;
  /** `loading`: the model is not ready yet. */
  readonly phase: 'loading' | 'hearing';
  /** Cues. */
  readonly done: number;
  readonly total: number;
}

/** One undo step of the history. */
export interface HistoryStep {
  readonly step: number;
  readonly label: string;
  readonly operations: number;
  readonly state: string;
}

/** Documents: each belongs to the job that made it and outlives its line in the queue. */
export const documentCalls = {
  'documents.list': call<readonly DocumentListing[]>()(z.object({})),
  'documents.open': call<DocumentState>()(z.object({ id })),
  /** The words and cues so far of a job that is not done; takes about a second. */
  'documents.openPartial': call<PartialOpening>()(z.object({ id })),
  /** One undo step, all operations or none; on the disk when the answer comes. Operations are checked one by one. */
  'documents.edit': call<EditOutcome>()(
    z.object({ id, operations: z.array(z.unknown()).max(100_000), label: z.string().max(200).default('') }),
  ),
  /**
   * Tells the speakers of a track apart again, from what the models heard: no model runs. One undo step. Earlier wishes
   * hold as far as no others are given, and links are added to earlier ones, unless `forget`.
   */
  'documents.recluster': call<CastOutcome>()(
    z.object({ id, track, wishes: speakerWishesSchema.omit({ channel: true }), forget: z.boolean().default(false) }),
  ),
  /**
   * Lets another installed model hear cues again, without changing the document. Loads the model, so it takes seconds.
   * With `call`, a name of the caller's own, it tells its progress as `redecode` events.
   */
  'documents.redecode': call<Redecoded>()(
    z.object({
      id,
      call: z.string().min(1).max(100).optional(),
      cues: z.array(z.string().min(1).max(200)).min(1).max(10_000),
      model: z.string().min(1).max(200),
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/)
        .optional(),
    }),
  ),
  /** Divides one speaker by voice into two. One undo step. */
  'documents.splitSpeaker': call<CastOutcome>()(z.object({ id, track, speaker: z.string().min(1).max(200) })),
  /** What the machine made, without edits. */
  'documents.machine': call<{ readonly document: VoxlaneDocument; readonly revision: number }>()(z.object({ id })),
  /** Brings the file, a cue (with those it was split into or merged with) or a speaker back to it. One undo step. */
  'documents.restore': call<EditOutcome>()(
    z.object({
      id,
      what: z.union([
        z.literal('file'),
        z.strictObject({ cue: z.string().min(1).max(200) }),
        z.strictObject({ speaker: z.string().min(1).max(200) }),
      ]),
    }),
  ),
  /** The clearest turns of a speaker, and whom the speaker sounds like. */
  'speakers.samples': call<SpeakerReview>()(
    z.object({ id, speaker: z.string().min(1).max(200), most: z.int().min(1).max(20).default(5) }),
  ),
  /** Opens what was heard of a track's voices and clusters them once, so that the next clustering answers at once. */
  'speakers.prepare': call<SpeakersPrepared>()(z.object({ id, track })),
  'documents.undo': call<UndoOutcome>()(z.object({ id })),
  'documents.redo': call<UndoOutcome>()(z.object({ id })),
  /** Takes conflicts that a user has seen to off the list, or puts them back; gives those that changed. */
  'documents.dismissConflicts': call<{ readonly conflicts: readonly number[] }>()(
    z.object({ id, conflicts: z.array(id).min(1).max(100_000), dismissed: z.boolean().default(true) }),
  ),
  'documents.history': call<readonly HistoryStep[]>()(z.object({ id })),
  'documents.export': call<{ readonly text: string; readonly losses: readonly Loss[] }>()(
    z.object({ id, format: z.string(), options: writeOptions.default({}) }),
  ),
  'documents.exportFile': call<{ readonly path: string; readonly losses: readonly Loss[] }>()(
    z.object({ id, format: z.string(), path: z.string().min(1), options: writeOptions.default({}) }),
  ),
  /** Existing subtitles become the cues, as a new revision. */
  'documents.importCaptions': call<{ readonly revision: number; readonly alerts: readonly Alert[] }>()(
    z.object({ id, path: z.string().min(1), language: z.string().max(35).optional() }),
  ),
  'documents.remove': call<{ readonly ids: readonly number[] }>()(z.object({ ids: z.array(id).min(1).max(100_000) })),
} as const;
