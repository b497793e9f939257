import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { PlannedInput } from '../../contract/queue-calls.ts';
import type { JobTranslateWish } from '../../core/queue/translate-wish.ts';
import { hasLibrary } from '../../studio/has-library.ts';
import { libraryHome } from '../../studio/folders.ts';
import type { FailedInput } from '../../studio/queue/failed-inputs.ts';
import { BatchRun } from '../batch-run.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { addJobTranslateOptions, type JobTranslateFlags } from '../job-translate.ts';
import { settingsOf, withJobDefaults } from '../library-defaults.ts';
import { folderName } from '../option-values.ts';
import { planRequest } from '../plan-request.ts';
import { ask, askWith, type HomeFlags, openStudio } from '../queue-access.ts';
import { exitCodeFor, summaryLines } from '../result-lines.ts';
import { agreeForLibrary, translateForLibrary } from '../remote-consent.ts';
import { remoteOf } from '../remote-asr.ts';
import { reportQueue, type ReportFlags } from '../run-reports.ts';
import { addSourceOptions, type SourceFlags } from '../source-options.ts';
import { printable } from '../terminal-text.ts';
import { addTranscribeOptions, type TranscribeFlags } from '../transcribe-options.ts';
import { summaryOfPlan } from '../plan-lines.ts';

interface BatchFlags extends TranscribeFlags, JobTranslateFlags, HomeFlags, ReportFlags, SourceFlags {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly failed?: string;
}

/** Adds `voxlane batch`. */
export function addBatch(program: Command): void {
  const command = program
    .command('batch')
    .description(t('queue.batch'))
    .argument('<input...>', t('program.inputs'))
    .option('--home <folder>', t('queue.home'), folderName)
    .option('--watch', t('queue.watch'))
    .option('--dry-run', t('queue.dryRun'))
    .option('--failed <file>', t('queue.failed'));
  addSourceOptions(addJobTranslateOptions(addTranscribeOptions(command)));
  command
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .action(async (inputs: string[], said: BatchFlags, self: Command) => {
      const flags = withJobDefaults(self, said, await settingsOf(said));
      process.exitCode = await (flags.dryRun === true ? dryRun(inputs, flags) : runBatch(inputs, flags));
    });
}

/** Checks every input and shows what would run. Changes nothing. */
async function dryRun(inputs: readonly string[], flags: BatchFlags): Promise<number> {
  const planned = await ask(flags, 'queue.plan', planRequest(inputs, flags, 'batch', true));
  const { speeds } = hasLibrary(libraryHome(flags.home)) ? await ask(flags, 'queue.list', {}) : { speeds: [] };
  process.stdout.write(summaryOfPlan(planned, speeds));
  const failed = failuresOf(planned);
  await listFailed(failed, flags);
  const [first] = failed;
  if (first === undefined) return EXIT.done;
  return failed.length < planned.length ? EXIT.partial : exitCodeOf(first.error.code);
}

/** What cannot run, or will fail as things are. */
function failuresOf(planned: readonly PlannedInput[]): FailedInput[] {
  return planned.flatMap((input): FailedInput[] => {
    if (input.kind === 'refused') return [{ path: input.path, error: input.error }];
    return input.problem === undefined ? [] : [{ path: input.job.path, error: input.problem }];
  });
}

async function runBatch(arguments_: readonly string[], flags: BatchFlags): Promise<number> {
  await agreeForLibrary(remoteOf(flags), flags, 'batch');
  const translate = await translateForLibrary(flags, 'batch');
  const studio = await openStudio(flags);
  const stopReporting = reportQueue(studio, flags);
  const batch = new BatchRun(studio);
  const stopCollecting = studio.on('job', ({ path, event }) => {
    if (event.type === 'finished') batch.end(path, event.outcome);
  });
  try {
    return await withInterrupt(async (signal) => {
      const planned = await askWith(
        flags,
        'queue.plan',
        planRequest(arguments_, flags, 'batch', false, translate),
        signal,
      );
      const first = flags.watch === true ? planned.filter(isReadyToWatch) : planned;
      await batch.take(first);
      const ends = new AbortController();
      const both = AbortSignal.any([signal, ends.signal]);
      const watching = flags.watch === true ? watch(batch, arguments_, flags, first, translate, both) : undefined;
      const queue = studio.run({ once: flags.watch !== true, only: batch.only }, both);
      try {
        // A watcher that fails ends the batch; one that merely ended does not.
        const outcomes = await Promise.race([queue, ...(watching === undefined ? [] : [watching.then(() => queue)])]);
        stopReporting();
        for (const outcome of outcomes) if (outcome.kind === 'failed') batch.end(outcome.path, outcome);
        const all = [...batch.refusals, ...outcomes];
        if (all.length > 1) process.stdout.write(summaryLines(all));
        return exitCodeFor(all);
      } finally {
        ends.abort();
        await Promise.allSettled([queue, watching]);
      }
    });
  } finally {
    stopReporting();
    stopCollecting();
    await listFailed(batch.failed, flags);
    await studio.close();
  }
}

/** A watched folder may be empty at first, and files may still be on their way: those are the watcher's. */
function isReadyToWatch(input: PlannedInput): boolean {
  return input.kind === 'job' ? input.job.source !== undefined : input.error.code !== 'input-not-media';
}

async function watch(
  batch: BatchRun,
  arguments_: readonly string[],
  flags: BatchFlags,
  taken: readonly PlannedInput[],
  translate: JobTranslateWish | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { watchInputs } = await import('../../studio/queue/watch-inputs.ts');
  const done = new Set(taken.map((input) => (input.kind === 'job' ? input.job.path : input.path)));
  await watchInputs(arguments_, done, signal, async (inputs) => {
    const paths = inputs.map(({ path }) => path);
    await batch.take(await askWith(flags, 'queue.plan', planRequest(paths, flags, 'batch', false, translate), signal));
  });
}

async function listFailed(failed: readonly FailedInput[], flags: BatchFlags): Promise<void> {
  if (failed.length === 0) return;
  const path = resolve(flags.failed ?? join(flags.out ?? '.', 'voxlane-failed.json'));
  const { writeFailedInputs } = await import('../../studio/queue/failed-inputs.ts');
  await writeFailedInputs(path, failed);
  process.stderr.write(`${t('queue.failedList', { count: failed.length, path: printable(path) })}\n`);
}
