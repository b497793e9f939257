import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CollectedInput } from '../../studio/collect-inputs.ts';
import { libraryHome } from '../../studio/folders.ts';
import { estimateDiskBytes, estimateProcessing } from '../../studio/queue/estimate.ts';
import { type FailedInput, writeFailedInputs } from '../../studio/queue/failed-inputs.ts';
import { openLibraryPatiently } from '../../studio/queue/library.ts';
import { serveMailbox } from '../../studio/queue/mailbox.ts';
import { planJobs } from '../../studio/queue/plan-jobs.ts';
import { collectBatch, jobsOf, type Planner, queueJobs, watchInputs } from '../../studio/queue/run-batch.ts';
import { runQueue } from '../../studio/queue/run-queue.ts';
import { startEngine } from '../../studio/start-engine.ts';
import { planOutputs } from '../../studio/write-outputs.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { folderName } from '../option-values.ts';
import { chooseReporter } from '../progress/choose-reporter.ts';
import { ask, type HomeFlags, warnLogger } from '../queue-access.ts';
import { timeOf } from '../queue-lines.ts';
import { exitCodeFor, failedLine, reportResult, summaryLines } from '../result-lines.ts';
import { formatBytes, printable } from '../terminal-text.ts';
import { addTranscribeOptions, readTranscribeWish, type TranscribeFlags } from '../transcribe-options.ts';

interface BatchFlags extends TranscribeFlags, HomeFlags {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly failed?: string;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

const PATIENCE_MS = 1_500;

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
  addTranscribeOptions(command)
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .action(async (inputs: string[], flags: BatchFlags) => {
      const plan = planner(inputs, flags);
      process.exitCode = await (flags.dryRun === true ? dryRun(inputs, flags, plan) : runBatch(inputs, flags, plan));
    });
}

function planner(arguments_: readonly string[], flags: BatchFlags): Planner {
  const wish = readTranscribeWish(flags, arguments_, 'batch');
  const spec = { ...wish, modelFolders: [...wish.modelFolders] };
  const out = flags.out === undefined ? undefined : resolve(flags.out);
  return (inputs: readonly CollectedInput[], signal) =>
    planJobs(inputs, spec, planOutputs(inputs, flags.formats, out), signal);
}

/** Checks every input and shows what would run. Changes nothing. */
async function dryRun(arguments_: readonly string[], flags: BatchFlags, plan: Planner): Promise<number> {
  const planned = await withInterrupt(async (signal) => plan(await collectBatch(arguments_), signal));
  const { speeds } = (await ask(flags, { kind: 'list' })).queue;
  const sum = { ready: 0, audio: 0, time: 0, disk: 0, timeKnown: true };
  const failed: FailedInput[] = [];
  for (const input of planned) {
    if (input.kind === 'refused') failed.push(input);
    else if (input.problem !== undefined) failed.push({ path: input.job.path, error: input.problem });
    else {
      const { path, media, spec } = input.job;
      const { skipDiarize, channels } = spec.options;
      const work = {
        audioLengthMs: media?.durationMs,
        asr: spec.asr,
        skipDiarize: skipDiarize || channels === 'split',
      };
      const time = estimateProcessing(work, speeds);
      const disk = estimateDiskBytes(media?.durationMs ?? 0);
      sum.ready++;
      sum.audio += media?.durationMs ?? 0;
      sum.time += time ?? 0;
      sum.timeKnown &&= time !== undefined;
      sum.disk += disk;
      const values = { audio: timeOf(media?.durationMs), time: timeOf(time), disk: formatBytes(disk) };
      process.stdout.write(`${t('queue.wouldRun', { name: printable(basename(path)), ...values })}\n`);
    }
  }
  for (const { path, error } of failed) process.stdout.write(failedLine(path, error));
  const values = { audio: timeOf(sum.audio), time: timeOf(sum.timeKnown ? sum.time : undefined) };
  const counts = { ready: sum.ready, total: planned.length, disk: formatBytes(sum.disk) };
  process.stdout.write(`${t('queue.wouldSum', { ...counts, ...values })}\n`);
  await listFailed(failed, flags);
  const first = failed[0];
  if (first === undefined) return EXIT.done;
  return sum.ready > 0 ? EXIT.partial : exitCodeOf(first.error.code);
}

async function runBatch(arguments_: readonly string[], flags: BatchFlags, plan: Planner): Promise<number> {
  const library = await openLibraryPatiently(libraryHome(flags.home), warnLogger, PATIENCE_MS);
  const closeMailbox = serveMailbox(library, warnLogger);
  const reporter = chooseReporter(flags, process.stderr);
  const engine = startEngine();
  const failed: FailedInput[] = [];
  try {
    return await withInterrupt(async (signal) => {
      const inputs = await collectBatch(arguments_);
      const planned = await plan(inputs, signal);
      for (const input of planned) {
        if (input.kind !== 'refused') continue;
        failed.push(input);
        process.stdout.write(failedLine(input.path, input.error));
      }
      const refused = failed.map((input) => ({ kind: 'failed', ...input }) as const);
      const only = new Set(queueJobs(library, jobsOf(planned)));
      const watching =
        flags.watch === true
          ? watchInputs(library, arguments_, new Set(inputs.map(({ path }) => path)), plan, signal, (ids) => {
              for (const id of ids) only.add(id);
            })
          : undefined;
      try {
        const work = { once: flags.watch !== true, only };
        const queue = runQueue(library, engine, work, signal, (event) => {
          reporter.on(event);
          if (event.type !== 'input-finished') return;
          const { result } = event;
          if (result.kind === 'failed') failed.push(result);
          reportResult(result, event.total, flags.jsonl === true, (text) => process.stdout.write(text));
        });
        // A watcher that fails ends the batch; one that merely ended does not.
        const results = await Promise.race([queue, ...(watching === undefined ? [] : [watching.then(() => queue)])]);
        reporter.close();
        const all = [...refused, ...results];
        if (all.length > 1) process.stdout.write(summaryLines(all));
        return exitCodeFor(all);
      } finally {
        reporter.close();
        await engine.shutdown();
      }
    });
  } finally {
    await listFailed(failed, flags);
    await closeMailbox();
    library.store.close();
  }
}

async function listFailed(failed: readonly FailedInput[], flags: BatchFlags): Promise<void> {
  if (failed.length === 0) return;
  const path = resolve(flags.failed ?? join(flags.out ?? '.', 'voxlane-failed.json'));
  await writeFailedInputs(path, failed);
  process.stderr.write(`${t('queue.failedList', { count: failed.length, path: printable(path) })}\n`);
}
