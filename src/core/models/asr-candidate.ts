import type { Device } from '../../shared/device.ts';
import type { Quality } from '../../shared/quality.ts';
import type { AsrFacts } from './asr-facts.ts';
import type { Footprint } from './asr-needs.ts';
import type { MeasuredSpeed } from './asr-speed.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { Preset } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/** Where transcribe-cpp computes. */
export type GgufBackend = 'cpu' | 'vulkan' | 'metal' | 'cuda';

/** What runs a model; names as in `AsrSpec`. */
export type AsrKind = 'whisper-onnx' | 'ctc-onnx' | 'transcribe-cpp';

/** One way to transcribe: a rung of the cascade. */
export interface AsrCandidate {
  readonly model: InstalledModel;
  readonly kind: AsrKind;
  readonly device: Device | GgufBackend;
  readonly family: string;
  readonly quantisation: string | undefined;
  /** Memory for one window at a time, on its device. */
  readonly needBytes: number;
  /** Times real time: measured here or estimated; `undefined` when neither can be said. */
  readonly speed: number | undefined;
}

/** Why a model, or a model on one device, is no candidate. */
export type AsrShortfall =
  | { readonly kind: 'language'; readonly languages: readonly string[] }
  | { readonly kind: 'precision'; readonly wanted: string }
  | { readonly kind: 'engine' }
  | { readonly kind: 'memory'; readonly device: string; readonly needBytes: number; readonly haveBytes: number };

export interface AsrWish {
  /** Codes of the languages that are spoken; empty when that is not known. */
  readonly languages: readonly string[];
  readonly quality: Quality;
  readonly preset: Preset;
  /** The model that the user names; it goes first whatever speaks against it. */
  readonly id: string | undefined;
  /** The model that an interrupted job was begun with; it goes first likewise, unless another is named. */
  readonly begun?: string | undefined;
  /** Only exports of this precision, for runs that are to be repeated. */
  readonly precision?: 'fp32' | 'fp16' | undefined;
}

export interface AsrMachine {
  /** Memory that a model may take on the processor's side. */
  readonly memoryBytes: number;
  readonly physicalCores: number;
  /** Memory that is free on each GPU; empty when that cannot be asked. */
  readonly gpus: readonly { readonly name: string; readonly freeBytes: number }[];
  /** Where each kind of engine runs, best first; empty where the engine is not here. */
  readonly places: Readonly<Record<AsrKind, readonly (Device | GgufBackend)[]>>;
}

export interface AsrKnowledge {
  readonly entries: readonly CatalogueEntry[];
  readonly speeds: readonly MeasuredSpeed[];
  readonly footprints: readonly Footprint[];
}

/** A model that is not used, and why. */
export interface PassedOver {
  readonly model: InstalledModel;
  readonly why: AsrShortfall;
}

/** A candidate with what it is compared by. */
export interface RatedCandidate extends AsrCandidate {
  readonly facts: AsrFacts;
  readonly rank: readonly number[];
  readonly quick: boolean;
}
