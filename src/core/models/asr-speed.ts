import type { AsrFacts } from './asr-facts.ts';
import { modelBytes } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/** Seconds of audio that a model got through in one second on this machine; a `StageSpeed` is one. */
export interface MeasuredSpeed {
  readonly stage: string;
  readonly model: string;
  readonly device: string;
  readonly audioSecondsPerSecond: number;
}

/** An older core does this many 10^9 operations a second in full precision; encoding is about half of the work. */
const GFLOP_PER_CORE_SECOND = 40;
const ENCODER_SHARE = 0.5;
const WINDOW_SECONDS = 30;

/** What published laptop speeds were measured on. */
const LAPTOP_CORES = 8;
/** Voxtral Mini on that laptop: writing text takes as long as reading all weights, so others follow by their size. */
const MINI = { bytes: 3_464_182_432, speed: 0.6 };

/**
 * Times real time that a recogniser makes on a device: as measured on this machine, the newest last in `speeds`, else for
 * the processor estimated from what is published. `undefined` when nothing is known.
 */
export function asrSpeed(
  model: InstalledModel,
  device: string,
  { entry }: Pick<AsrFacts, 'entry'>,
  physicalCores: number,
  speeds: readonly MeasuredSpeed[],
): number | undefined {
  const { id, layout } = model.manifest;
  const measured = measuredSpeed(id, device, speeds);
  if (measured !== undefined || device !== 'cpu') return measured;
  if (layout === 'gguf') {
    const laptop = entry?.laptopSpeed ?? (MINI.speed * MINI.bytes) / Math.max(1, modelBytes(model));
    return (laptop * physicalCores) / LAPTOP_CORES;
  }
  const gflop = entry?.encoderGflop;
  if (gflop === undefined) return undefined;
  return (WINDOW_SECONDS * ENCODER_SHARE * GFLOP_PER_CORE_SECOND * physicalCores) / gflop;
}

/** The same only as measured. */
function measuredSpeed(id: string, device: string, speeds: readonly MeasuredSpeed[]): number | undefined {
  return speeds.findLast((one) => one.stage === 'asr' && one.model === id && one.device === device)
    ?.audioSecondsPerSecond;
}
