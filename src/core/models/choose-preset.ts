import { type CatalogueEntry, catalogueBytes } from './catalogue.ts';
import { isRunnable } from './choose.ts';
import { isCalibrated } from './is-calibrated.ts';
import type { ModelTask } from './manifest.ts';
import { type Machine, memoryBudget, memoryNeed } from './needs.ts';
import { QUALITIES, type Quality } from '../../shared/quality.ts';

/** `best` takes the most accurate that fits, `balanced` and `fast` also ask for processor cores. */
export const INSTALL_PRESETS = QUALITIES;
export type InstallPreset = Quality;

/** What a user asks for. */
export interface PresetWish {
  readonly preset: InstallPreset;
  /** Language of the recordings; absent when it is to be detected. */
  readonly language: string | undefined;
  /** Ids of what is installed and whole: it takes no more disk. */
  readonly installed: ReadonlySet<string>;
  /** Disk space that must stay free, in bytes. */
  readonly marginBytes: number;
}

/** Why a better model was passed over. */
export type Shortfall =
  | { readonly kind: 'memory'; readonly needBytes: number; readonly haveBytes: number }
  | { readonly kind: 'disk'; readonly needBytes: number; readonly haveBytes: number }
  | { readonly kind: 'cores'; readonly cores: number }
  | { readonly kind: 'language'; readonly language: string };

export interface PresetChoice {
  readonly picks: readonly {
    readonly entry: CatalogueEntry;
    readonly needBytes: number;
    readonly installed: boolean;
  }[];
  /** Models better than those picked, best first, with the reason they were passed over. */
  readonly passedOver: readonly { readonly entry: CatalogueEntry; readonly why: Shortfall }[];
  /** Tasks of the preset that no model could be found for. */
  readonly unfilled: readonly ModelTask[];
  /** The best recogniser for a GPU that one here has room for; presets take what runs everywhere. */
  readonly later: { readonly entry: CatalogueEntry; readonly gpu: string } | undefined;
}

/** The main job's models that have to be downloaded; the recogniser has first call on the disk. */
const TASKS = ['asr', 'segmentation', 'embedding'] as const satisfies readonly ModelTask[];

/**
 * Encoder work per core for 30 s of audio, in 10^9 operations, that a preset accepts. An older core does 30 to 50 of them
 * a second in full precision, so the encoder takes at most some 3 s (`balanced`) or 1 s (`fast`) of every 30.
 */
const GFLOP_PER_CORE: Readonly<Record<InstallPreset, number>> = { best: Infinity, balanced: 100, fast: 25 };

/**
 * Chooses what to install for the main job: per task the best model that this version runs, that knows the language and
 * that memory, disk and (by preset) processor have room for. Never picks a model that needs more memory than it may take.
 */
export function choosePreset(models: readonly CatalogueEntry[], machine: Machine, wish: PresetWish): PresetChoice {
  const picks: PresetChoice['picks'][number][] = [];
  const passedOver: PresetChoice['passedOver'][number][] = [];
  const unfilled: ModelTask[] = [];
  let diskBytes = machine.freeDiskBytes - wish.marginBytes;
  for (const task of TASKS) {
    const candidates = byQuality(models.filter((model) => model.task === task && canInstall(model)));
    const smallest = candidates.at(-1);
    const pick = candidates.find((entry) => {
      const why = findShortfall(entry, machine, wish, diskBytes, entry === smallest);
      if (why !== undefined) passedOver.push({ entry, why });
      return why === undefined;
    });
    if (pick === undefined) {
      unfilled.push(task);
      continue;
    }
    const installed = wish.installed.has(pick.id);
    if (!installed) diskBytes -= catalogueBytes(pick) ?? 0;
    picks.push({ entry: pick, needBytes: memoryNeed(pick) ?? 0, installed });
  }
  return { picks, passedOver, unfilled, later: findLater(models, machine, wish.language) };
}

/** GGUF models need a library that is not everywhere, and a GPU to be worth it: they are named, not picked. */
function canInstall(entry: CatalogueEntry): boolean {
  return (
    entry.layout !== 'gguf' && isRunnable(entry) && entry.repository !== undefined && memoryNeed(entry) !== undefined
  );
}

/**
 * Best first: calibrated ones, then by tier, and within one the larger, since among models of one task more weights mean
 * better quality.
 */
function byQuality(entries: readonly CatalogueEntry[]): CatalogueEntry[] {
  const size = (entry: CatalogueEntry): number => catalogueBytes(entry) ?? 0;
  const rank = (entry: CatalogueEntry): number => (isCalibrated(entry) ? 0 : 1);
  return [...entries].sort(
    (a, b) => rank(a) - rank(b) || (a.tier ?? 5) - (b.tier ?? 5) || size(b) - size(a) || (a.id < b.id ? -1 : 1),
  );
}

/** What keeps a model from being picked. The smallest of its task is slow on too few cores, which beats having none. */
function findShortfall(
  entry: CatalogueEntry,
  machine: Machine,
  wish: PresetWish,
  diskBytes: number,
  smallest: boolean,
): Shortfall | undefined {
  if (!knows(entry, wish.language)) return { kind: 'language', language: wish.language ?? '' };
  const needBytes = memoryNeed(entry) ?? 0;
  const budget = memoryBudget(machine);
  if (needBytes > budget) return { kind: 'memory', needBytes, haveBytes: budget };
  const bytes = wish.installed.has(entry.id) ? 0 : (catalogueBytes(entry) ?? 0);
  if (bytes > diskBytes) return { kind: 'disk', needBytes: bytes, haveBytes: Math.max(0, diskBytes) };
  const limit = GFLOP_PER_CORE[wish.preset] * machine.physicalCores;
  if (!smallest && (entry.encoderGflop ?? 0) > limit) return { kind: 'cores', cores: machine.physicalCores };
  return undefined;
}

function knows(entry: CatalogueEntry, language: string | undefined): boolean {
  if (language === undefined || entry.task !== 'asr') return true;
  return entry.languages === undefined || entry.languages.length === 0 || entry.languages.includes(language);
}

function findLater(
  models: readonly CatalogueEntry[],
  machine: Machine,
  language: string | undefined,
): PresetChoice['later'] {
  const gpu = [...machine.gpus].sort((a, b) => b.freeBytes - a.freeBytes)[0];
  if (gpu === undefined) return undefined;
  const waiting = models.filter(
    (entry) =>
      entry.task === 'asr' &&
      entry.layout === 'gguf' &&
      entry.repository !== undefined &&
      knows(entry, language) &&
      (memoryNeed(entry) ?? Infinity) <= gpu.freeBytes,
  );
  const [best] = byQuality(waiting);
  return best === undefined ? undefined : { entry: best, gpu: gpu.name };
}
