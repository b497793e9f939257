import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { FORMAT_IDS } from '../../core/formats/codec.ts';
import { RULE_PROFILES } from '../../core/cues/profiles.ts';
import { transcribeOptionsSchema } from '../../core/pipeline/options.ts';
import type { Preset } from '../../core/models/choose.ts';
import { type CollectedInput, collectInputs } from '../../studio/collect-inputs.ts';
import { downloadSource } from '../../studio/download-source.ts';
import { workFolder, modelFolders } from '../../studio/folders.ts';
import { startEngine } from '../../studio/start-engine.ts';
import { type BatchResult, transcribeBatch } from '../../studio/transcribe-batch.ts';
import { planOutputs } from '../../studio/write-outputs.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { existingFolder, folderName, languageCode, listOf, oneOf, wholeNumber } from '../option-values.ts';
import { withInterrupt } from '../interrupt.ts';
import { downloadReporter } from '../progress/download-reporter.ts';
import { chooseReporter } from '../progress/choose-reporter.ts';
import { failedLine, resultLine, warningLines } from '../result-lines.ts';
import { addSourceOptions, DEFAULT_SOURCE_FLAGS, downloadOptions, type SourceFlags } from '../source-options.ts';
import { usageError } from '../usage-error.ts';

export interface TranscribeFlags {
  readonly out?: string;
  readonly formats: readonly string[];
  readonly language?: string;
  readonly speakers?: number;
  readonly minSpeakers?: number;
  readonly maxSpeakers?: number;
  readonly profile: string;
  readonly channels: 'mix' | 'split';
  readonly asr?: string;
  readonly modelsDir?: string;
  readonly skip: readonly string[];
  readonly preset: Preset;
  readonly dash?: boolean;
  readonly beam: number;
  readonly stream: number;
  readonly artifacts?: string;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
  readonly source?: SourceFlags;
}

/** Adds `voxlane transcribe`. */
export function addTranscribe(program: Command): void {
  const profiles = RULE_PROFILES.map((profile) => profile.id);
  const command = program
    .command('transcribe')
    .description(t('program.transcribe'))
    .argument('<input...>', t('program.inputs'))
    .option('-o, --out <folder>', t('option.out'), folderName)
    .addOption(
      new Option('-f, --formats <list>', t('option.formats', { formats: FORMAT_IDS.join(',') }))
        .argParser(listOf(FORMAT_IDS))
        .default(FORMAT_IDS, 'all'),
    )
    .option('-l, --language <code>', t('option.language'), languageCode)
    .option('-s, --speakers <n>', t('option.speakers'), wholeNumber(1, 50))
    .option('--min-speakers <n>', t('option.minSpeakers'), wholeNumber(1, 50))
    .option('--max-speakers <n>', t('option.maxSpeakers'), wholeNumber(1, 50))
    .option('-p, --profile <id>', t('option.profile', { profiles: profiles.join(', ') }), oneOf(profiles), 'netflix-en')
    .option('-c, --channels <mode>', t('option.channels'), oneOf(['mix', 'split']), 'mix')
    .option('--asr <id>', t('option.asr'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .addOption(new Option('--skip <steps>', t('option.skip')).argParser(listOf(['diarize'])).default([], 'nothing'))
    .option('--preset <name>', t('option.preset'), oneOf(['auto', 'demo']), 'auto')
    .option('--dash', t('option.dash'))
    .option('--beam <n>', t('option.beam'), wholeNumber(1, 10), 1)
    .option('--stream <n>', t('option.stream'), wholeNumber(0, 63), 0)
    .option('--artifacts <folder>', t('option.artifacts'), folderName)
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'));
  addSourceOptions(command);
  command.action(async (inputs: string[], flags: TranscribeFlags & SourceFlags) => {
    process.exitCode = await runTranscribe(inputs, { ...flags, source: flags }, (text) => process.stdout.write(text));
  });
}

/** Runs the batch and prints one result line an input. Returns the exit code. */
export async function runTranscribe(
  arguments_: readonly string[],
  flags: TranscribeFlags,
  print: (text: string) => void,
  afterwards: (results: readonly BatchResult[]) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  if (flags.speakers !== undefined && (flags.minSpeakers ?? flags.maxSpeakers) !== undefined)
    throw usageError(t('error.speakersBoth'), 'transcribe');
  if ((flags.minSpeakers ?? 0) > (flags.maxSpeakers ?? Infinity))
    throw usageError(t('error.speakersOrder'), 'transcribe');
  if (arguments_.includes('')) throw usageError(t('error.inputEmpty'), 'transcribe');
  const options = transcribeOptionsSchema.parse({
    language: flags.language,
    speakers: flags.speakers,
    minSpeakers: flags.minSpeakers,
    maxSpeakers: flags.maxSpeakers,
    profile: flags.profile,
    channels: flags.channels,
    skipDiarize: flags.skip.includes('diarize'),
    dashCues: flags.dash ?? false,
    beamSize: flags.beam,
    streamIndex: flags.stream,
  });
  const reporter = chooseReporter(flags, process.stderr);
  const engine = startEngine();
  return await withInterrupt(async (signal) => {
    try {
      const inputs = await collectInputs(arguments_, (url) => downloadInputs(url, flags, signal));
      const output = planOutputs(inputs, flags.formats, flags.out === undefined ? undefined : resolve(flags.out));
      const job = {
        modelFolders: modelFolders(flags.modelsDir),
        preset: flags.preset,
        options,
        jobsFolder: workFolder(),
        ...(flags.asr === undefined ? {} : { asr: flags.asr }),
        ...(flags.artifacts === undefined ? {} : { artifactsFolder: resolve(flags.artifacts) }),
      };
      const results = await transcribeBatch(engine, { inputs, job, output }, signal, (event) => {
        reporter.on(event);
        if (event.type === 'input-finished') report(event.result, inputs.length, flags, print);
      });
      reporter.close();
      if (results.length > 1) summarise(results, print);
      await afterwards(results);
      return exitCodeFor(results);
    } finally {
      reporter.close();
      await engine.shutdown();
    }
  });
}

/** Downloads into the folder of the results, so the subtitles lie beside their recording. */
async function downloadInputs(url: string, flags: TranscribeFlags, signal: AbortSignal): Promise<CollectedInput[]> {
  const reporter = downloadReporter(flags, process.stderr);
  const options = downloadOptions(flags.source ?? DEFAULT_SOURCE_FLAGS, flags.out);
  const results = await downloadSource(url, options, signal, reporter.on).finally(() => {
    reporter.close();
  });
  return results.map((result) =>
    result.kind === 'done'
      ? { kind: 'file', path: result.path }
      : { kind: 'refused', path: result.url, error: result.error },
  );
}

function report(result: BatchResult, total: number, flags: TranscribeFlags, print: (text: string) => void): void {
  if (result.kind === 'failed') {
    print(failedLine(result.path, result.error));
    return;
  }
  print(resultLine(result));
  if (flags.jsonl !== true) process.stderr.write(warningLines(result, total));
}

function summarise(results: readonly BatchResult[], print: (text: string) => void): void {
  const failed = results.filter((result) => result.kind === 'failed');
  print(
    `${t('result.summary', { done: results.length - failed.length, total: results.length, failed: failed.length })}\n`,
  );
  for (const result of failed) print(`  ${basename(result.path)}: ${result.error.code}\n`);
}

/** 0 when all is done, 5 when some failed; when all failed, the first failure's own code. */
function exitCodeFor(results: readonly BatchResult[]): number {
  const failed = results.filter((result) => result.kind === 'failed');
  const first = failed[0];
  if (first === undefined) return EXIT.done;
  return failed.length < results.length ? EXIT.partial : exitCodeOf(first.error.code);
}
