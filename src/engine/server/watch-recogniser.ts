import { fixedBy } from '../../core/devices/performance.ts';
import { memoryModel } from '../../core/models/asr-batch.ts';
import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import { leastSpeed } from '../../core/models/asr-choice.ts';
import { modelBytes } from '../../core/models/choose.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { OpenedRung } from '../../core/stages/asr/cascade/cascade.ts';
import { openWatched, type RungWatch, type WatchClock } from './asr/watched-rung.ts';
import { roomOn } from '../../platform/devices/room-on.ts';
import { readMeasures, rememberRun } from '../../platform/models/model-measures.ts';
import type { Logger } from '../../shared/logger.ts';
import type { AsrSpec } from '../protocol/asr-jobs.ts';
import type { RecogniserProcess } from '../protocol/jobs.ts';
import type { Hardware } from './device-for-job.ts';
import { leasedOpen } from './lease-loads.ts';
import { measuredContent, measuredVersions } from './measured-versions.ts';
import { tellOpened } from './tell-opened.ts';

export interface WatchedJob {
  readonly hardware: Pick<Hardware, 'openAsr'>;
  readonly options: Pick<TranscribeOptions, 'quality' | 'performance' | 'device'>;
  /** As the cascade goes down. */
  readonly candidates: readonly AsrCandidate[];
  /** The recogniser that the user named, who wants it however slow. */
  readonly named: string | undefined;
  readonly threads: number;
  readonly log: Logger;
  readonly onPeakRss: (bytes: number) => void;
  /** Told of each process as long as it is there. */
  readonly tell: (event: RecogniserProcess) => void;
}

/** Opens the recognisers of a job so that they learn and heed what this machine can do. */
export function watchRecognisers(
  job: WatchedJob,
): (candidate: AsrCandidate, spec: AsrSpec, signal: AbortSignal, alone?: boolean) => Promise<OpenedRung> {
  const { hardware, options, threads, log } = job;
  const profile = options.performance;
  const yielded = new Set<AsrCandidate>();
  const ahead = new Map<AsrCandidate, RungWatch['ahead']>();
  return async (candidate, spec, signal, alone = false) => {
    const { model, device, needBytes } = candidate;
    const { id, fixture } = model.manifest;
    const versions = measuredVersions();
    const content = await measuredContent(model);
    const known = (await readMeasures(versions, profile)).find(
      (one) => one.model === id && one.device === device && one.threads === threads && one.content === content,
    );
    const below = job.candidates.slice(job.candidates.indexOf(candidate) + 1);
    if (!ahead.has(candidate)) ahead.set(candidate, new Map());
    let gpu: string | undefined;
    const trial: RungWatch['trial'] = {
      leastSpeed: leastSpeed(options.quality),
      isBeaten: () => below.some((other) => isQuicker(other, candidate, leastSpeed(options.quality))),
    };
    const isFixed = fixedBy(profile, options.device).batchSize !== undefined;
    return openWatched(
      {
        async open(until) {
          const leased = () =>
            leasedOpen(
              candidate,
              (owner) =>
                hardware.openAsr(spec, {
                  signal: until,
                  log,
                  onStart: owner.onStart,
                  onPeakRss(bytes) {
                    owner.onPeakRss(bytes);
                    job.onPeakRss(bytes);
                  },
                }),
              { signal: until, log },
            );
          const opened = await tellOpened(candidate, leased, job.tell);
          gpu = opened.gpu;
          return opened;
        },
        room: () => roomOn(device, gpu),
        // A run that is to be repeated takes its batches whatever is free, and its models whatever is quicker.
        memory: isFixed
          ? undefined
          : memoryModel({ weightBytes: modelBytes(model), needBytes, footprints: known?.footprints ?? [] }),
        mayYield() {
          if (isFixed || alone || yielded.has(candidate)) return false;
          yielded.add(candidate);
          return below.some((other) => other.device !== device || other.needBytes < needBytes);
        },
        ahead: ahead.get(candidate) as RungWatch['ahead'],
        // As the choice was made by it: what whole jobs of the library took goes before a measure.
        speed: known?.audioSecondsPerSecond === undefined ? undefined : candidate.speed,
        trial: isFixed || alone || fixture || id === job.named ? undefined : trial,
        learn: (run) => rememberRun({ model: id, device, threads, versions, content, profile }, run),
        clock: { nowMs: () => performance.now(), dateMs: () => Date.now(), limit },
      },
      signal,
    );
  };
}

/** Known to be quick enough; or nothing is known of it, and it is smaller. */
function isQuicker({ speed, needBytes, model }: AsrCandidate, than: AsrCandidate, least: number): boolean {
  if (model === than.model) return speed !== undefined && speed >= least;
  return speed === undefined ? needBytes < than.needBytes : speed >= least;
}

const limit: WatchClock['limit'] = (signal, limitMs) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limitMs);
  return {
    signal: AbortSignal.any([signal, stop.signal]),
    isOver: () => stop.signal.aborted,
    end: () => clearTimeout(timer),
  };
};
