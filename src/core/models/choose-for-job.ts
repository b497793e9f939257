import type { Quality } from '../../shared/quality.ts';
import type { AsrKnowledge } from './asr-candidate.ts';
import { type AsrChoice, chooseAsr } from './asr-choice.ts';
import { factsFor, type MachineNow } from './asr-settled.ts';
import type { MeasuredSpeed } from './asr-speed.ts';
import type { Preset } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/** What this machine has for recognisers, and what is known of them here. */
export interface RecogniserFacts extends AsrKnowledge {
  readonly machine: MachineNow;
}

/** What of a job's order decides about its recogniser. */
export interface RecogniserOrder {
  readonly preset: Preset;
  /** The model that the user names. */
  readonly asr?: string | undefined;
  /** The model that the job was begun with. */
  readonly begun?: string | undefined;
  readonly language?: string | undefined;
  /** Without a language: the only ones that may be found. */
  readonly languages?: readonly string[] | undefined;
  readonly quality: Quality;
  readonly precision: 'fp32' | 'fp16' | undefined;
  /** The run is to be repeated: see `factsFor`. */
  readonly isFixed: boolean;
  /** How fast stages of whole jobs were. */
  readonly speeds: readonly MeasuredSpeed[];
}

/** The recognisers for a job, best first: the one answer for whoever runs it and whoever says beforehand what will run. */
export function chooseForJob(
  installed: readonly InstalledModel[],
  order: RecogniserOrder,
  { machine, entries, speeds, footprints }: RecogniserFacts,
): AsrChoice {
  const { language, languages = [], quality, preset, asr: id, begun, precision } = order;
  const wish = { languages: language === undefined ? languages : [language], quality, preset, id, begun, precision };
  // What whole jobs took says more than a probe, so it comes last.
  const known = { entries, footprints, speeds: [...speeds, ...order.speeds] };
  const facts = factsFor(order.isFixed, machine, known);
  return chooseAsr(installed, wish, facts.machine, facts.known);
}
