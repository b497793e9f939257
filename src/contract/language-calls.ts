import { z } from 'zod';
import { classSchemaSchema } from '../core/document/notes/class-schema.ts';
import { languageCodeSchema } from '../core/document/notes/language-code.ts';
import { RETIMES } from '../core/document/notes/retime.ts';
import type { Summary } from '../core/document/notes/summary.ts';
import type { Chapter } from '../core/document/types.ts';
import { type LlmChoice, llmChoiceSchema, localLlmSchema } from '../core/llm/llm-choice.ts';
import type { LlmShape, LlmUsage } from '../core/ports/llm.ts';
import type { Alert } from '../shared/alert.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';
import type { EditPosition } from './document-calls.ts';

const id = z.int().positive();
const cue = z.string().min(1).max(200);
/** A name of the caller's own, by which it knows its progress among the events. */
const callName = z.string().min(1).max(100);
/** What users call the undo step, in their language. */
const label = z.string().min(1).max(200).optional();
/** In place of those of the settings, the preferred one first. */
const models = z.array(llmChoiceSchema).min(1).max(20);

/** How far work of a language model over a document is. `done` never falls. */
export interface LanguageProgress {
  /** The document. */
  readonly id: number;
  readonly kind: 'translate' | 'classify' | 'summarize';
  /** As the caller named it; absent for work of a queued job. */
  readonly call?: string;
  readonly language?: string;
  /** Finished cues, of all that are worked on. */
  readonly done: number;
  readonly total: number;
  /** The provider wants a pause until then, milliseconds since 1970; the work goes on by itself. */
  readonly pausedUntilMs?: number;
  /** What models of this computer did without so far, in this piece of work; absent when nothing. */
  readonly alerts?: readonly Alert[];
}

/** What a model took in one call; money where the prices of the model are in the settings. */
export interface LanguageCost extends LlmUsage {
  readonly calls: number;
  readonly usd?: number;
}

/** A step down to the next model. */
interface ModelChange {
  readonly from: string;
  readonly to: string;
  readonly error: ErrorData;
}

/** What became of a translation. Cues are counted. */
export interface TranslateOutcome {
  /** Cues that were to be translated. */
  readonly asked: number;
  /** Those that have a new translation. */
  readonly translated: number;
  /** Those of them that somebody should look at: too long, a term that is missing. */
  readonly flagged: number;
  /** Those that are shown longer than their cues. */
  readonly retimed: number;
  /** Asked for without success: they say what they said before. */
  readonly untranslated: number;
  /** Left alone because they are locked or in a person's own words. */
  readonly kept: number;
  /** What this call took. Batches that an earlier one paid for are not in it. */
  readonly cost: LanguageCost;
  /** Models that wrote something. */
  readonly models: readonly string[];
  readonly changes: readonly ModelChange[];
  /** Steps of models of this computer to less memory. */
  readonly alerts: readonly Alert[];
  /** Why not all was asked for; with `details.until` where a quota ends. The same call again goes on. */
  readonly stopped?: ErrorData;
  /** Present when the document is another one now. One undo step. */
  readonly position?: EditPosition;
}

/** What became of a classification. Cues are counted. */
export interface ClassifyOutcome {
  /** Id of the schema in the document. */
  readonly schema: string;
  /** Cues that were to be classified. */
  readonly asked: number;
  /** Those that have a class now by an answer of a model. */
  readonly classified: number;
  /** Those that somebody should look at, and why: no usable answer, a refusal, a cue too long to be read whole. */
  readonly flagged: readonly { readonly cue: string; readonly flag: string }[];
  /** What this call took. Batches that an earlier one paid for are not in it. */
  readonly cost: LanguageCost;
  readonly changes: readonly ModelChange[];
  /** Steps of models of this computer to less memory. */
  readonly alerts: readonly Alert[];
  /** Why not all was asked for; with `details.until` where a quota ends. The same call again goes on. */
  readonly stopped?: ErrorData;
  /** Present when the document is another one now. One undo step. */
  readonly position?: EditPosition;
}

/** What became of a summary. */
export interface SummarizeOutcome {
  /** Absent when it is not finished, or nothing could be summarised. */
  readonly summary?: Summary;
  /** Empty unless they were asked for. */
  readonly chapters: readonly Chapter[];
  /** Stretches that the summary says nothing of: no usable answer came, or the model would not answer. */
  readonly missing: readonly { readonly startMs: number; readonly endMs: number; readonly refused: boolean }[];
  readonly cost: LanguageCost;
  readonly changes: readonly ModelChange[];
  /** Steps of models of this computer to less memory. */
  readonly alerts: readonly Alert[];
  /** Why it is not finished. Nothing is changed then, and the same call again goes on. */
  readonly stopped?: ErrorData;
  /** Present when the document is another one now. One undo step. */
  readonly position?: EditPosition;
}

/** Other wordings of one cue. They are stored nowhere: choosing one is a `set-cue-translation`. */
export interface Alternatives {
  /** Display lines each, the best first; fewer than asked for where the model had no more, or none that fit. */
  readonly wordings: readonly (readonly string[])[];
  readonly by: string;
  readonly cost: LanguageCost;
}

/** A language model of the settings. */
export interface ListedLlm {
  /** As documents name it. */
  readonly id: string;
  readonly choice: LlmChoice;
  /** Host and port that texts go to; absent for a model that runs in a process of this computer. */
  readonly host?: string;
  readonly leavesComputer: boolean;
  /** Why it cannot be asked: nobody agreed to the host, or the network is switched off. Absent when it can. */
  readonly problem?: ErrorData;
}

/** A language model that is installed on this computer. */
export interface LlmFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Why it cannot be used. */
  readonly problem?: string;
}

/** What a look into the file of a local model tells; `name` as the file gives it. */
export type LlmFileCheck =
  | { readonly kind: 'fits'; readonly bytes: number; readonly name?: string }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** How a model did with a small question. `processing_time` in milliseconds. */
export type LlmTest =
  | {
      readonly kind: 'works';
      readonly id: string;
      readonly processing_time: number;
      /** How firmly it can be held to a shape. */
      readonly shape: LlmShape;
      readonly contextTokens?: number;
      readonly usage: LlmUsage;
      /** Steps of a model of this computer to less memory. */
      readonly alerts: readonly Alert[];
    }
  /** It answers, but not what it was asked for: too small for the work. */
  | {
      readonly kind: 'useless';
      readonly id: string;
      readonly processing_time: number;
      readonly text: string;
      readonly alerts: readonly Alert[];
    }
  | { readonly kind: 'failed'; readonly id: string; readonly error: ErrorData };

/** How much of something was used, and what there is of it where that is limited. */
interface UsedOf {
  readonly used: number;
  readonly limit?: number;
}

/** What an account used in the day or month of now, in the time zone of its limits. */
export interface PeriodUsed {
  readonly period: 'day' | 'month';
  readonly requests: UsedOf;
  readonly tokens: UsedOf;
  /** US dollars; absent without prices. */
  readonly usd?: UsedOf;
  /** When it begins anew, milliseconds since 1970. */
  readonly resetsMs: number;
}

/** What was used of the account of a model; models of one family at one host with one key share an account. */
export interface LlmUse {
  readonly id: string;
  /** None for a model of this computer. */
  readonly periods: readonly PeriodUsed[];
  /** The provider wants no request before this moment, milliseconds since 1970. */
  readonly heldUntilMs?: number;
}

/** Work of language models over documents. Each goes on until its signal aborts; what is finished then is kept. */
export const languageCalls = {
  /**
   * Translates what has no translation yet, or one of a text that the cue no longer says. Locked cues and those in a
   * person's own words are left alone. Finished batches survive everything and are not paid for twice.
   */
  'language.translate': call<TranslateOutcome>()(
    z.object({
      id,
      call: callName.optional(),
      label,
      language: languageCodeSchema,
      /** Only these; the others are context. */
      cues: z.array(cue).min(1).max(200_000).optional(),
      models: models.optional(),
      /** Kept with the language, for later calls too. */
      style: z.string().trim().max(500).optional(),
      /**
       * What may be done where a line is still too long. `extend`: it is shown into the pause after its cue, in this
       * language alone; `divide`: files also have it as two cues. `null`: neither. Kept with the language, too.
       */
      retime: z.enum(RETIMES).nullable().optional(),
      /** A second pass over every line, for naturalness. */
      natural: z.boolean().default(false),
      /** A first reading that fills the relation sheet; where there is none yet when left out. */
      readFirst: z.boolean().optional(),
      /** Also those that are translated already. */
      again: z.boolean().default(false),
    }),
  ),
  'language.alternatives': call<Alternatives>()(
    z.object({
      id,
      call: callName.optional(),
      language: languageCodeSchema,
      cue,
      most: z.int().min(1).max(10).default(3),
      models: models.optional(),
    }),
  ),
  /**
   * Sorts cues into the classes of a schema: one of the document, one that is always there (`character`), or a new one.
   * Cues that have a class already are left alone. Finished batches survive everything and are not paid for twice.
   */
  'language.classify': call<ClassifyOutcome>()(
    z.object({
      id,
      call: callName.optional(),
      label,
      schema: z.union([z.string().min(1).max(64), classSchemaSchema]),
      /** Only these; the others are context. */
      cues: z.array(cue).min(1).max(200_000).optional(),
      models: models.optional(),
      /** Also those that a model classified before. What a person decided stays. */
      again: z.boolean().default(false),
    }),
  ),
  /** Summarises the document; with chapters, they take the place of those it has. Finished parts are not paid for twice. */
  'language.summarize': call<SummarizeOutcome>()(
    z.object({
      id,
      call: callName.optional(),
      label,
      /** That of the recording when left out. */
      language: languageCodeSchema.optional(),
      chapters: z.boolean().default(false),
      models: models.optional(),
    }),
  ),
} as const;

/** The language models themselves. */
export const llmCalls = {
  /** Those of the settings, the preferred one first. */
  'llm.list': call<readonly ListedLlm[]>()(z.object({})),
  /** Those that are installed, whether they are among the settings or not. */
  'llm.files': call<readonly LlmFile[]>()(z.object({})),
  /** Looks into one of those, by its id, or into a GGUF file by its whole path. Loads nothing. */
  'llm.file': call<LlmFileCheck>()(z.object({ model: localLlmSchema.shape.model })),
  /** Asks one of them something small. Costs a few tokens. */
  'llm.test': call<LlmTest>()(z.object({ choice: llmChoiceSchema })),
  /** What was used of the accounts of some models, in their order. Sends nothing. */
  'llm.usage': call<readonly LlmUse[]>()(z.object({ choices: z.array(llmChoiceSchema).max(20) })),
} as const;
