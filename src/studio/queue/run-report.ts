import { join } from 'node:path';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { StageRun } from '../../platform/store/stage-runs-table.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import type { OneResult } from '../transcribe-one.ts';

type Done = Extract<OneResult, { kind: 'done' }>;

/** The record of one job. Times are integer milliseconds; a real-time factor is `processing_time / audio_length`. */
export interface JobReport {
  readonly format: 'voxlane-job-report';
  readonly version: 1;
  readonly job: number;
  readonly attempt: number;
  readonly path: string;
  readonly audio_length: number;
  readonly processing_time: number;
  readonly real_time_factor: number | undefined;
  readonly stages: readonly {
    readonly stage: string;
    readonly model: string | undefined;
    readonly audio_length: number;
    readonly processing_time: number;
    readonly real_time_factor: number | undefined;
  }[];
  /** Stages taken over from an earlier attempt; their time is not in `processing_time`. */
  readonly resumed_stages: readonly string[];
  readonly engine_restarts: number;
  readonly words: number;
  readonly speakers: number;
  readonly alerts: VoxlaneDocument['alerts'];
  readonly dropped: VoxlaneDocument['dropped'];
  readonly files: readonly string[];
}

/** What each stage of a finished job took, with the model it used. */
export function stageRunsOf(result: Done): StageRun[] {
  const modelOf = (stage: string): string | undefined =>
    result.document.provenance.find((part) => part.stage === stage)?.model;
  return result.timings.map(({ stage, processingMs, audioMs }) => ({
    stage,
    model: modelOf(stage),
    processingMs: Math.round(processingMs),
    audioMs: Math.round(audioMs),
  }));
}

/** Puts the record of a finished job together. */
export function buildReport(job: number, attempt: number, result: Done): JobReport {
  const { document } = result;
  const audioMs = document.media.durationMs;
  return {
    format: 'voxlane-job-report',
    version: 1,
    job,
    attempt,
    path: result.path,
    audio_length: audioMs,
    processing_time: result.processingMs,
    real_time_factor: factor(result.processingMs, audioMs),
    stages: stageRunsOf(result).map((run) => ({
      stage: run.stage,
      model: run.model,
      audio_length: run.audioMs,
      processing_time: run.processingMs,
      real_time_factor: factor(run.processingMs, run.audioMs),
    })),
    resumed_stages: [...new Set(result.resumedStages)],
    engine_restarts: result.restarts,
    words: document.words.length,
    speakers: document.speakers.length,
    alerts: document.alerts,
    dropped: document.dropped,
    files: result.files.map((file) => file.path),
  };
}

/** Writes `job-<number>.json` and `.txt` into the folder and returns the path of the first. */
export async function writeReport(folder: string, report: JobReport): Promise<string> {
  await makeFolder(folder);
  const path = join(folder, `job-${report.job}.json`);
  await writeFileAtomic(path, `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(folder, `job-${report.job}.txt`), describeReport(report));
  return path;
}

/** The record as text for people. */
function describeReport(report: JobReport): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const times = (name: string, part: Omit<JobReport['stages'][number], 'stage' | 'model'>): string =>
    `${name.padEnd(10)} processing_time ${seconds(part.processing_time)}, audio_length ${seconds(part.audio_length)}` +
    (part.real_time_factor === undefined ? '' : `, real-time factor ${part.real_time_factor}`);
  const lines = [
    `Job ${report.job}, attempt ${report.attempt}: ${report.path}`,
    times('total', report),
    ...report.stages.map((stage) => times(stage.stage, stage) + (stage.model === undefined ? '' : `, ${stage.model}`)),
    ...(report.resumed_stages.length > 0 ? [`Taken over from before: ${report.resumed_stages.join(', ')}`] : []),
    `Engine restarts: ${report.engine_restarts}`,
    `Words: ${report.words}, speakers: ${report.speakers}`,
    ...report.alerts.map((alert) => `${alert.severity}: [${alert.code}] ${alert.message}`),
    ...report.dropped.map((drop) => `Dropped ${seconds(drop.startMs)} to ${seconds(drop.endMs)}: ${drop.reason}`),
    ...report.files.map((file) => `File: ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

function factor(processingMs: number, audioMs: number): number | undefined {
  return audioMs > 0 ? Number((processingMs / audioMs).toFixed(4)) : undefined;
}
