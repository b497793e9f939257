import { z } from 'zod';
import type { CatalogueEntry } from '../core/models/catalogue.ts';
import { INSTALL_PRESETS, type PresetChoice } from '../core/models/choose-preset.ts';
import type { InstalledModel, ModelManifest } from '../core/models/manifest.ts';
import type { Machine } from '../core/models/needs.ts';
import type { AsrShortfall } from '../core/models/asr-candidate.ts';
import type { AsrReason } from '../core/models/asr-reason.ts';
import { DEVICE_WISHES, DEVICES } from '../shared/device.ts';
import { PERFORMANCE_PROFILES } from '../shared/performance.ts';
import { QUALITIES } from '../shared/quality.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';

const id = z.string().min(1).max(200);
const ids = z.array(id).max(1000);
/** Folder of the models; the user's own when left out. */
const where = { modelsDir: z.string().min(1).optional() };

/** One of several models an action was asked for. */
export type ModelOutcome<Value> =
  | { readonly kind: 'done'; readonly id: string; readonly value: Value }
  | { readonly kind: 'failed'; readonly id: string; readonly error: ErrorData };

export interface PulledModelView {
  readonly kind: 'installed' | 'present';
  readonly manifest: ModelManifest;
  readonly folder: string;
}

/** What a running download of models tells. */
export type ModelEvent =
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly receivedBytes: number;
      readonly totalBytes?: number | undefined;
    }
  | { readonly type: 'outcome'; readonly outcome: ModelOutcome<PulledModelView> }
  /** What a measurement does now. */
  | { readonly type: 'measuring'; readonly id: string; readonly phase: 'loading' | 'listening' }
  /** Models changed, or events may have been missed: look at the models again. */
  | { readonly type: 'refresh' };

/** Models that can be installed, what this machine has for them, and the disk space in use in bytes. */
export interface ModelChoice {
  readonly entries: readonly CatalogueEntry[];
  readonly disk: { readonly totalBytes: number; readonly unfinishedBytes: number };
}

/** How fast a recogniser is on this machine, and what memory it took. */
export interface RecogniserMeasure {
  readonly model: string;
  readonly device: string;
  readonly threads: number;
  /** Times real time. */
  readonly audioSecondsPerSecond?: number | undefined;
  /** The most memory of its process in bytes. */
  readonly bytes?: number | undefined;
}

/** A way to recognise that a job would have, as the engine sees it. */
export interface RecogniserView {
  readonly model: string;
  readonly device: string;
  readonly tier: number;
  /** Memory for one window at a time in bytes: as measured here, or estimated. */
  readonly needBytes: number;
  readonly need: 'measured' | 'estimated';
  /** Times real time; absent when nothing is known. */
  readonly speed?: number | undefined;
  readonly speedIs?: 'measured' | 'estimated' | undefined;
}

/** What does not go as the user may expect. */
export type ChoiceWarning =
  /** The model that was named is not here or cannot be used. */
  | { readonly kind: 'missing'; readonly model: string }
  /** The device that was asked for does not run models here. */
  | { readonly kind: 'device'; readonly wanted: string; readonly used: string }
  /** It may fall into English in these. */
  | { readonly kind: 'drifts'; readonly languages: readonly string[] };

/** Which recogniser a job would use here, and why. */
export interface RecogniserChoice {
  /** Name of the model and why it is used; absent when no recogniser is installed. */
  readonly reason?: AsrReason | undefined;
  /** What would be used, then what would take its place. */
  readonly candidates: readonly RecogniserView[];
  readonly passedOver: readonly { readonly model: string; readonly why: AsrShortfall }[];
  /** Every recogniser that is installed, on the device it would run on, whether it suits or not. */
  readonly known: readonly RecogniserView[];
  readonly warnings: readonly ChoiceWarning[];
  /** Threads that a job gets. */
  readonly threads: number;
}

const language = z.string().regex(/^[a-z]{2,3}$/);

/** Models. All but `models.choose` work without a library. */
export const modelCalls = {
  'models.list': call<readonly InstalledModel[]>()(z.object(where)),
  'models.available': call<ModelChoice>()(z.object(where)),
  'models.machine': call<Machine>()(z.object(where)),
  /** What a preset would install here; changes nothing. */
  'models.preset': call<{ readonly choice: PresetChoice; readonly machine: Machine }>()(
    z.object({ ...where, preset: z.enum(INSTALL_PRESETS), language: z.string().optional() }),
  ),
  /** What a pull would do; changes nothing. */
  'models.plan': call<readonly { readonly entry: CatalogueEntry; readonly installed: boolean }[]>()(
    z.object({ ...where, ids }),
  ),
  /** Downloads and installs; progress comes as `models` events. */
  'models.pull': call<readonly ModelOutcome<PulledModelView>[]>()(z.object({ ...where, ids })),
  'models.import': call<ModelManifest>()(z.object({ ...where, path: z.string().min(1), as: id.optional() })),
  /** All models when none is named. */
  'models.verify': call<readonly ModelOutcome<InstalledModel>[]>()(z.object({ ...where, ids })),
  /** Lets a recogniser transcribe 20 s of speech; takes as long as that takes. */
  'models.measure': call<RecogniserMeasure>()(
    z.object({ ...where, id, device: z.enum([...DEVICES, 'vulkan', 'metal']).optional() }),
  ),
  /** What was measured here so far. */
  'models.measures': call<readonly RecogniserMeasure[]>()(z.object({})),
  /** Asks what a job with these options would use; the engine answers, nothing is loaded. */
  'models.choose': call<RecogniserChoice>()(
    z.object({
      ...where,
      preset: z.enum(['auto', 'demo']).default('auto'),
      asr: id.optional(),
      language: language.optional(),
      /** The only ones that may be found when none is named. */
      languages: z.array(language).max(20).optional(),
      quality: z.enum(QUALITIES).default('balanced'),
      performance: z.enum(PERFORMANCE_PROFILES).default('auto'),
      device: z.enum(DEVICE_WISHES).default('auto'),
    }),
  ),
  'models.remove': call<{ readonly bytes: number }>()(z.object({ ...where, id })),
} as const;
