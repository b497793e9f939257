import type { StageSpeed } from '../pipeline/stage-speed.ts';

/** What of a job decides how long it takes. */
export interface Workload {
  readonly audioLengthMs?: number | undefined;
  /** Recogniser asked for; absent = whichever ran last. */
  readonly asr?: string | undefined;
  readonly skipDiarize: boolean;
  /** Languages it is translated to. */
  readonly translations?: number;
}

/**
 * Processing time in milliseconds that this machine's history predicts for a recording, or `undefined` when its length
 * or a stage's speed is not known. Per stage the speed of the named model counts, else of the one that ran last.
 */
export function estimateProcessing(work: Workload, speeds: readonly StageSpeed[]): number | undefined {
  const { audioLengthMs } = work;
  if (audioLengthMs === undefined) return undefined;
  let total = 0;
  const stages = work.skipDiarize ? ['vad', 'asr'] : ['vad', 'asr', 'diarize'];
  const translations = new Array<string>(work.translations ?? 0).fill('translate');
  for (const stage of [...stages, ...translations]) {
    const known = speeds.filter((speed) => speed.stage === stage);
    const named = stage === 'asr' ? known.find((speed) => speed.model === work.asr) : undefined;
    const speed = named ?? known.at(-1);
    if (speed === undefined) return undefined;
    total += audioLengthMs / speed.audioSecondsPerSecond;
  }
  return Math.round(total);
}

/** Bytes a second of audio leaves in results, library and checkpoints when people talk without a break. */
const BYTES_PER_AUDIO_SECOND = 6_000;

/** Disk space that processing a recording may take, in bytes; generous, since running out of it costs more. */
export function estimateDiskBytes(audioLengthMs: number): number {
  return Math.ceil((audioLengthMs / 1000) * BYTES_PER_AUDIO_SECOND);
}
