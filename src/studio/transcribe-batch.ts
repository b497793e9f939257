import type { TranscribeInput } from '../engine/protocol/jobs.ts';
import type { Engine } from './start-engine.ts';
import type { CaptionsChoice } from './apply-captions.ts';
import type { LocalInput } from './collect-inputs.ts';
import { type OneEvent, type OneResult, removeCheckpoints, transcribeOne } from './transcribe-one.ts';
import type { OutputPlan } from './write-outputs.ts';

/** What a batch tells its watcher, with the input it belongs to. */
export type BatchEvent = { readonly path: string; readonly index: number; readonly total: number } & (
  { readonly type: 'input-started' } | OneEvent | { readonly type: 'input-finished'; readonly result: OneResult }
);

export interface BatchRequest {
  readonly inputs: readonly LocalInput[];
  readonly job: Omit<TranscribeInput, 'path'>;
  readonly output: OutputPlan;
  /** Captions that become the subtitles of every input. */
  readonly captions?: CaptionsChoice;
  /** What is done with a transcript before its unfinished work goes. Rejects only with `cancelled`. */
  readonly afterwards?: Afterwards;
}

type Done = Extract<OneResult, { kind: 'done' }>;

/** More work over a transcript, told as one more stage: `on` is told its finished share, 0..1. */
export interface Afterwards {
  readonly stage: string;
  run(result: Done, index: number, signal: AbortSignal, on: (fraction: number) => void): Promise<OneResult>;
}

/** Share of the progress of an input that is transcribed, where there is work afterwards. */
const TRANSCRIBED_SHARE = 0.7;

/** A worker that dies twice over one file is not the worker's fault alone: the file fails and the batch goes on. */
const MAX_RESTARTS = 1;

/** Transcribes inputs one after the other on one engine and writes their files. Rejects only with `cancelled`. */
export async function transcribeBatch(
  engine: Engine,
  request: BatchRequest,
  signal: AbortSignal,
  on: (event: BatchEvent) => void,
): Promise<OneResult[]> {
  const results: OneResult[] = [];
  const { output } = request;
  const total = request.inputs.length;
  for (const [index, collected] of request.inputs.entries()) {
    const { path } = collected;
    const about = { path, index, total };
    on({ ...about, type: 'input-started' });
    const captions = request.captions === undefined ? {} : { captions: request.captions };
    const one = { input: { ...request.job, path }, output, index, maxRestarts: MAX_RESTARTS, ...captions };
    const { afterwards } = request;
    const tell = (event: OneEvent): void => on({ ...about, ...(afterwards === undefined ? event : firstPart(event)) });
    const transcribed =
      collected.kind === 'refused'
        ? ({ kind: 'failed', path, error: collected.error } as const)
        : await transcribeOne(engine, one, signal, tell);
    const result =
      afterwards === undefined || transcribed.kind === 'failed'
        ? transcribed
        : await afterwards.run(transcribed, index, signal, (fraction) =>
            on({ ...about, ...lastPart(afterwards, fraction) }),
          );
    await removeCheckpoints(result);
    results.push(result);
    on({ ...about, type: 'input-finished', result });
  }
  return results;
}

function firstPart(event: OneEvent): OneEvent {
  if (event.type !== 'job' || event.event.type !== 'progress') return event;
  const { progress } = event.event;
  const overallFraction = progress.overallFraction * TRANSCRIBED_SHARE;
  return { ...event, event: { ...event.event, progress: { ...progress, overallFraction } } };
}

function lastPart({ stage }: Afterwards, fraction: number): OneEvent {
  const overallFraction = TRANSCRIBED_SHARE + (1 - TRANSCRIBED_SHARE) * fraction;
  const etas = { stageEtaMs: undefined, overallEtaMs: undefined };
  const progress = { stage, stageFraction: fraction, overallFraction, ...etas };
  return { type: 'job', event: { type: 'progress', progress } };
}
