import { resolve } from 'node:path';
import type { JobOutcome } from '../contract/job-events.ts';
import type { CaptionsChoice } from '../studio/apply-captions.ts';
import { collectInputs, type LocalInput } from '../studio/collect-inputs.ts';
import { downloadSource } from '../studio/download-source.ts';
import { workFolder } from '../studio/folders.ts';
import { joinTracks } from '../studio/join-tracks.ts';
import { remoteInput } from '../studio/remote-asr/remote-input.ts';
import { outcomeOf } from '../studio/outcome.ts';
import { startEngine } from '../studio/start-engine.ts';
import { transcribeBatch } from '../studio/transcribe-batch.ts';
import { planOutputs } from '../studio/write-outputs.ts';
import { t } from './i18n/translate.ts';
import { withInterrupt } from './interrupt.ts';
import { chooseReporter } from './progress/choose-reporter.ts';
import { sourceReporter } from './progress/source-reporter.ts';
import { reportOf } from './progress/report-of.ts';
import type { JobTranslateFlags } from './job-translate.ts';
import { settingsOf } from './library-defaults.ts';
import { translating, translationOf } from './transcribe-translate.ts';
import { agreeToHost } from './remote-asr.ts';
import { exitCodeFor, reportOutcome, summaryLines } from './result-lines.ts';
import { DEFAULT_SOURCE_FLAGS, downloadOptions, type SourceFlags } from './source-options.ts';
import { readTranscribeWish, type TranscribeFlags } from './transcribe-options.ts';
import { usageError } from './usage-error.ts';

export interface RunFlags extends TranscribeFlags, JobTranslateFlags {
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
  /** How web addresses are fetched; asked only when there is one. */
  readonly source?: () => Promise<SourceFlags>;
  readonly captionsFrom?: CaptionsChoice;
  /** The inputs are the tracks of one session. */
  readonly tracks?: boolean;
}

/** Runs the batch and prints one result line an input. Returns the exit code. */
export async function runTranscribe(
  arguments_: readonly string[],
  flags: RunFlags,
  print: (text: string) => void,
  afterwards: (outcomes: readonly JobOutcome[]) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const { remote: spec, ...wish } = readTranscribeWish(flags, arguments_, 'transcribe');
  const captions = flags.captionsFrom;
  const forOne = captions?.kind === 'file';
  if (forOne && arguments_.length > 1) throw usageError(t('error.captionsForOne'), 'transcribe');
  if (spec !== undefined) await agreeToHost(spec, flags, await settingsOf({}), 'transcribe');
  const translation = await translationOf(flags);
  const reporter = chooseReporter(flags, process.stderr);
  const engine = startEngine();
  return await withInterrupt(async (signal) => {
    try {
      const found = await collectInputs(arguments_, (url) => downloadInputs(url, flags, signal));
      const { inputs, tracks } = flags.tracks === true ? sessionOf(found) : { inputs: found, tracks: [] };
      if (forOne && inputs.length > 1) throw usageError(t('error.captionsForOne'), 'transcribe');
      const output = planOutputs(inputs, flags.formats, flags.out === undefined ? undefined : resolve(flags.out));
      const remote = spec === undefined ? {} : { remote: await remoteInput(spec, undefined, signal) };
      const job = { ...wish, ...remote, jobsFolder: workFolder(), tracks };
      const request = { inputs, job, output, ...(captions === undefined ? {} : { captions }) };
      const results = await translating(translation, output, signal, (afterwards) =>
        transcribeBatch(engine, { ...request, ...afterwards }, signal, (event) => {
          const report = reportOf(event);
          reporter.on(report);
          const { type } = report.event;
          if (type === 'finished') reportOutcome(report.event.outcome, inputs.length, flags.jsonl === true, print);
        }),
      );
      reporter.close();
      const outcomes = results.map(outcomeOf);
      if (outcomes.length > 1) print(summaryLines(outcomes));
      await afterwards(outcomes);
      return exitCodeFor(outcomes);
    } finally {
      reporter.close();
      await engine.shutdown();
    }
  });
}

/** Files that belong together as the one input they are. */
function sessionOf(found: readonly LocalInput[]): {
  readonly inputs: LocalInput[];
  readonly tracks: readonly string[];
} {
  const joined = joinTracks(found);
  if (joined.kind === 'refused') return { inputs: [joined], tracks: [] };
  return { inputs: [{ kind: 'file', path: joined.path }], tracks: joined.tracks };
}

/** Downloads into the folder of the results, so the subtitles lie beside their recording. */
async function downloadInputs(url: string, flags: RunFlags, signal: AbortSignal): Promise<LocalInput[]> {
  const reporter = sourceReporter(flags, process.stderr);
  const source = (await flags.source?.()) ?? DEFAULT_SOURCE_FLAGS;
  const captions = source.captions === true || flags.captionsFrom?.kind === 'language';
  const options = downloadOptions({ ...source, captions }, flags.out);
  const results = await downloadSource(url, options, signal, reporter.on).finally(() => {
    reporter.close();
  });
  return results.map((result) =>
    result.kind === 'done'
      ? { kind: 'file', path: result.path }
      : { kind: 'refused', path: result.url, error: result.error },
  );
}
