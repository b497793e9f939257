import { z } from 'zod';
import type { CatalogueEntry } from '../core/models/catalogue.ts';
import { INSTALL_PRESETS, type PresetChoice } from '../core/models/choose-preset.ts';
import type { InstalledModel, ModelManifest } from '../core/models/manifest.ts';
import type { Machine } from '../core/models/needs.ts';
import { DEVICES } from '../shared/device.ts';
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
  /** Events may have been missed: look at the models again. */
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

/** Models. None of these needs a library. */
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
  'models.measure': call<RecogniserMeasure>()(z.object({ ...where, id, device: z.enum(DEVICES).optional() })),
  /** What was measured here so far. */
  'models.measures': call<readonly RecogniserMeasure[]>()(z.object({})),
  'models.remove': call<{ readonly bytes: number }>()(z.object({ ...where, id })),
} as const;
