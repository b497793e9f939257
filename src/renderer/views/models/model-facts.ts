import { catalogueBytes, type CatalogueEntry } from '../../../core/models/catalogue.ts';
import { isRunnable } from '../../../core/models/choose.ts';
import type { InstalledModel, ModelTask } from '../../../core/models/manifest.ts';
import { fitOf, type Machine, memoryNeed } from '../../../core/models/needs.ts';
import type { StageSpeed } from '../../../core/pipeline/stage-speed.ts';

/** Tasks in the order people meet them. */
export const TASK_ORDER = [
  'asr',
  'segmentation',
  'embedding',
  'vad',
  'ctc',
  'align',
  'plda',
  'translate',
] as const satisfies readonly ModelTask[];

/** Levels of recognisers, best first, as the engine steps down; then what is no recogniser. */
const TIERS = [1, 2, 3, 4, 5] as const;
type Tier = (typeof TIERS)[number] | 'other';

/** Models by the level of each recogniser; empty groups are left out. */
export function groupsOf(
  models: readonly InstalledModel[],
  tiers: ReadonlyMap<string, number>,
): readonly { readonly tier: Tier; readonly list: readonly InstalledModel[] }[] {
  const tierOf = ({ manifest: { id } }: InstalledModel): Tier =>
    TIERS.find((tier) => tier === tiers.get(id)) ?? 'other';
  return [...TIERS, 'other' as const]
    .map((tier) => ({ tier, list: models.filter((model) => tierOf(model) === tier) }))
    .filter(({ list }) => list.length > 0);
}

/** Offers of one task by level, where the task has levels; within a level they stay in their order. */
export function levelsOf(
  offers: readonly ModelOffer[],
): readonly { readonly tier: Tier; readonly list: readonly ModelOffer[] }[] {
  const tierOf = ({ entry }: ModelOffer): Tier => TIERS.find((tier) => tier === entry.tier) ?? 'other';
  return [...TIERS, 'other' as const]
    .map((tier) => ({ tier, list: offers.filter((offer) => tierOf(offer) === tier) }))
    .filter(({ list }) => list.length > 0);
}

/** How a model would run on a machine: `slow` fits, and its encoder has much to do for the cores there are. */
export type Verdict = 'good' | 'slow' | 'gpu' | 'none' | 'unknown';

/** Encoder work per core for 30 s of audio, in 10^9 operations, from which a model is slower than the recording. */
const SLOW_GFLOP_PER_CORE = 100;

export function verdictOf(entry: CatalogueEntry, machine: Machine): Verdict {
  const fit = fitOf(entry, machine);
  if (fit !== 'memory') return fit;
  return (entry.encoderGflop ?? 0) > SLOW_GFLOP_PER_CORE * machine.physicalCores ? 'slow' : 'good';
}

/** A model that can be had. */
export interface ModelOffer {
  readonly entry: CatalogueEntry;
  readonly verdict: Verdict | undefined;
  readonly bytes: number | undefined;
  readonly needBytes: number | undefined;
  /** `pull`: by name; `import`: only from a file; `later`: no engine of this version runs it. */
  readonly way: 'pull' | 'import' | 'later';
}

/** What is not installed, grouped by what it does; within a task what fits best comes first. */
export function offersOf(
  entries: readonly CatalogueEntry[],
  installed: readonly InstalledModel[],
  machine: Machine | undefined,
): readonly ModelOffer[] {
  const have = new Set(installed.map(({ manifest }) => manifest.id));
  const rank = { good: 0, slow: 1, gpu: 2, unknown: 3, none: 4 } as const;
  return entries
    .filter(({ id, bundled }) => !have.has(id) && bundled !== true)
    .map((entry): ModelOffer => ({
      entry,
      verdict: machine === undefined ? undefined : verdictOf(entry, machine),
      bytes: catalogueBytes(entry),
      needBytes: memoryNeed(entry),
      way: !isRunnable(entry) ? 'later' : entry.repository === undefined ? 'import' : 'pull',
    }))
    .sort(
      (a, b) =>
        rank[a.verdict ?? 'unknown'] - rank[b.verdict ?? 'unknown'] ||
        (a.entry.tier ?? 5) - (b.entry.tier ?? 5) ||
        a.entry.name.localeCompare(b.entry.name),
    );
}

/** The fastest that a model ran here, of any stage and device. */
export function speedOf(model: string, speeds: readonly StageSpeed[]): StageSpeed | undefined {
  return speeds
    .filter((speed) => speed.model === model)
    .sort((a, b) => b.audioSecondsPerSecond - a.audioSecondsPerSecond)[0];
}

/** The one model that a file of this name belongs to; undefined where none or several have such a file. */
export function entryOfFile(name: string, entries: readonly CatalogueEntry[]): string | undefined {
  const owners = entries.filter(({ files }) => files?.some(({ path }) => path.split('/').at(-1) === name) === true);
  return owners.length === 1 ? owners[0]?.id : undefined;
}
