import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranslationView } from '../../contract/job-view.ts';
import type { Downgrade } from '../../core/devices/downgrade.ts';
import type { Alert } from '../../shared/alert.ts';
import type { NativeWarning } from '../../shared/native-warnings.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { StageRun } from '../../platform/store/stage-runs-table.ts';
import { peakRssBytes } from '../../platform/process/peak-memory.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import type { OneResult } from '../transcribe-one.ts';

type Done = Extract<OneResult, { kind: 'done' }>;

/** A model on a device, and what it took. `engine` is what ran the model. */
interface StageReport {
  readonly stage: string;
  readonly engine: string | undefined;
  readonly model: string | undefined;
  readonly device: string;
  readonly audio_length: number;
  readonly processing_time: number;
  readonly real_time_factor: number | undefined;
}

/** The record of one job. Times are integer milliseconds; a real-time factor is `processing_time / audio_length`. */
export interface JobReport {
  readonly format: 'voxlane-job-report';
  readonly version: 2;
  readonly job: number;
  readonly attempt: number;
  readonly path: string;
  readonly audio_length: number;
  readonly processing_time: number;
  readonly real_time_factor: number | undefined;
  readonly stages: readonly StageReport[];
  /** Stages taken over from an earlier attempt; their time is not in `processing_time`. */
  readonly resumed_stages: readonly string[];
  readonly engine_restarts: number;
  /** Most memory in use in bytes, since each process started: they may have done other jobs before. */
  readonly peak_memory: { readonly engine: number; readonly host: number };
  /** What was done in a lesser way than asked for, so that it could be done at all. */
  readonly downgrades: readonly Alert[];
  /** The steps down to another device or to smaller batches in this attempt. */
  readonly steps_down: readonly Downgrade[];
  /** What native code printed, each text once with how often. */
  readonly native_warnings: readonly NativeWarning[];
  readonly words: number;
  readonly speakers: number;
  readonly alerts: VoxlaneDocument['alerts'];
  readonly dropped: VoxlaneDocument['dropped'];
  readonly files: readonly string[];
  /** Languages it was translated to, where that was wished. */
  readonly translations?: readonly TranslationView[];
}

/** What each stage of a finished job took, with the model and device it used. */
export function stageRunsOf(result: Done): StageRun[] {
  return result.timings.map(({ stage, model, device, processingMs, audioMs }) => ({
    stage,
    model,
    device,
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
    version: 2,
    job,
    attempt,
    path: result.path,
    audio_length: audioMs,
    processing_time: result.processingMs,
    real_time_factor: factor(result.processingMs, audioMs),
    stages: result.timings.map(describeStage),
    resumed_stages: [...new Set(result.resumedStages)],
    engine_restarts: result.restarts,
    peak_memory: { engine: result.peakRssBytes, host: peakRssBytes() },
    downgrades: document.alerts.filter((alert) => alert.code.startsWith(DOWNGRADE)),
    steps_down: result.downgrades,
    native_warnings: result.nativeWarnings,
    words: document.words.length,
    speakers: document.speakers.length,
    alerts: document.alerts,
    dropped: document.dropped,
    files: result.files.map((file) => file.path),
  };
}

/** How the codes of alerts begin that tell of a downgrade. */
const DOWNGRADE = 'downgrade-';

function describeStage({ stage, engine, model, device, processingMs, audioMs }: Done['timings'][number]): StageReport {
  const [processing, audio] = [Math.round(processingMs), Math.round(audioMs)];
  const times = { audio_length: audio, processing_time: processing, real_time_factor: factor(processing, audio) };
  return { stage, engine, model, device, ...times };
}

/** Writes `job-<number>.json` and `.txt` into the folder and returns the path of the first. */
export async function writeReport(folder: string, report: JobReport): Promise<string> {
  await makeFolder(folder);
  const path = join(folder, `job-${report.job}.json`);
  await writeFileAtomic(path, `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(join(folder, `job-${report.job}.txt`), describeReport(report));
  return path;
}

/** Adds what the translation of a job made to its record. A record that is gone or damaged stays as it is. */
export async function addTranslations(
  folder: string,
  job: number,
  translations: readonly TranslationView[],
  alerts: readonly Alert[],
  files: readonly string[],
): Promise<void> {
  const text = await readFile(join(folder, `job-${job}.json`), 'utf8').catch(() => undefined);
  const report = text === undefined ? undefined : reportIn(text);
  if (report === undefined) return;
  await writeReport(folder, { ...report, translations, alerts: [...report.alerts, ...alerts], files });
}

function reportIn(text: string): JobReport | undefined {
  try {
    const value = JSON.parse(text) as Partial<JobReport>;
    return value.format === 'voxlane-job-report' && value.version === 2 ? (value as JobReport) : undefined;
  } catch {
    return undefined;
  }
}

/** The record as text for people. */
function describeReport(report: JobReport): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`;
  const times = (
    name: string,
    part: Pick<StageReport, 'processing_time' | 'audio_length' | 'real_time_factor'>,
  ): string =>
    `${name.padEnd(10)} processing_time ${seconds(part.processing_time)}, audio_length ${seconds(part.audio_length)}` +
    (part.real_time_factor === undefined ? '' : `, real-time factor ${part.real_time_factor}`);
  const lines = [
    `Job ${report.job}, attempt ${report.attempt}: ${report.path}`,
    times('total', report),
    ...report.stages.map((stage) => times(stage.stage, stage) + describeModel(stage)),
    ...(report.resumed_stages.length > 0 ? [`Taken over from before: ${report.resumed_stages.join(', ')}`] : []),
    `Engine restarts: ${report.engine_restarts}`,
    `Peak memory: engine ${mebibytes(report.peak_memory.engine)}, host ${mebibytes(report.peak_memory.host)}`,
    `Downgrades: ${report.downgrades.length === 0 ? 'none' : report.downgrades.map((alert) => alert.code).join(', ')}`,
    ...report.steps_down.map(({ stage, from, to, reason }) => `${stage}: ${from} -> ${to} (${reason})`),
    ...report.native_warnings.map(({ text, count }) => `Native code, ${count} x: ${text}`),
    `Words: ${report.words}, speakers: ${report.speakers}`,
    ...(report.translations ?? []).map(describeTranslation),
    ...report.alerts.map((alert) => `${alert.severity}: [${alert.code}] ${alert.message}`),
    ...report.dropped.map((drop) => `Dropped ${seconds(drop.startMs)} to ${seconds(drop.endMs)}: ${drop.reason}`),
    ...report.files.map((file) => `File: ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

function describeTranslation(view: TranslationView): string {
  const { language, translated, flagged, untranslated, models, calls, input_tokens, output_tokens, usd } = view;
  const cost = usd === undefined ? '' : `, ${usd.toFixed(4)} USD`;
  return (
    `Translated to ${language}: ${translated} cues (${flagged} to look at, ${untranslated} without), ` +
    `processing_time ${(view.processing_time / 1000).toFixed(1)} s, ${models.join(', ') || 'no model'}, ` +
    `${calls} calls, ${input_tokens} tokens read, ${output_tokens} written${cost}`
  );
}

function describeModel({ model, engine, device }: StageReport): string {
  return model === undefined ? '' : `, ${model} (${engine ?? '?'} on ${device})`;
}

function factor(processingMs: number, audioMs: number): number | undefined {
  return audioMs > 0 ? Number((processingMs / audioMs).toFixed(4)) : undefined;
}
