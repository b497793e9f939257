import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { collectInputs } from '../../studio/collect-inputs.ts';
import { libraryHome } from '../../studio/folders.ts';
import { openLibraryPatiently } from '../../studio/queue/library.ts';
import { serveMailbox } from '../../studio/queue/mailbox.ts';
import { planJobs } from '../../studio/queue/plan-jobs.ts';
import { runQueue } from '../../studio/queue/run-queue.ts';
import { startEngine } from '../../studio/start-engine.ts';
import { planOutputs } from '../../studio/write-outputs.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { folderName, oneOf, wholeNumber } from '../option-values.ts';
import { chooseReporter } from '../progress/choose-reporter.ts';
import { ask, type HomeFlags, warnLogger } from '../queue-access.ts';
import { queueTable } from '../queue-lines.ts';
import { exitCodeFor, failedLine, reportResult, summaryLines } from '../result-lines.ts';
import { printable } from '../terminal-text.ts';
import { addTranscribeOptions, readTranscribeWish, type TranscribeFlags } from '../transcribe-options.ts';
import { usageError } from '../usage-error.ts';

interface RunFlags extends HomeFlags {
  readonly once?: boolean;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

/** Who only looks something up is gone by then. */
const PATIENCE_MS = 1_500;
const CHANGES = ['pause', 'resume', 'cancel', 'retry', 'remove', 'duplicate'] as const;

/** Adds `voxlane queue` and its commands. */
export function addQueue(program: Command): void {
  const queue = program.command('queue').description(t('queue.description'));
  const sub = (name: string, text: string): Command =>
    queue.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);

  addTranscribeOptions(sub('add', t('queue.add')).argument('<input...>', t('program.inputs')))
    .option('--priority <n>', t('queue.priority'), wholeNumber(0, 100), 0)
    .action(async (inputs: string[], flags: TranscribeFlags & HomeFlags & { priority: number }) => {
      process.exitCode = await add(inputs, flags);
    });
  sub('list', t('queue.list'))
    .option('--json', t('option.json'))
    .action(async (flags: HomeFlags & { json?: boolean }) => {
      const { queue: view } = await ask(flags, { kind: 'list' });
      process.stdout.write(flags.json === true ? `${JSON.stringify(view, null, 2)}\n` : queueTable(view));
    });
  sub('run', t('queue.run'))
    .option('--once', t('queue.once'))
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .action(async (flags: RunFlags) => {
      process.exitCode = await run(flags);
    });
  for (const kind of CHANGES) {
    sub(kind, t(`queue.${kind}`))
      .argument('<id...>', t('queue.ids'))
      .action(async (ids: string[], flags: HomeFlags) => {
        printChanged((await ask(flags, { kind, ids: readIds(ids) })).ids);
      });
  }
  sub('move', t('queue.move'))
    .argument('<id...>', t('queue.ids'))
    .option('--to <place>', t('queue.to'), oneOf(['first', 'last']), 'first')
    .action(async (ids: string[], flags: HomeFlags & { to: 'first' | 'last' }) => {
      printChanged((await ask(flags, { kind: 'move', ids: readIds(ids), to: flags.to })).ids);
    });
  sub('clear', t('queue.clear')).action(async (flags: HomeFlags) => {
    printChanged((await ask(flags, { kind: 'clear' })).ids);
  });
}

async function add(
  arguments_: readonly string[],
  flags: TranscribeFlags & HomeFlags & { readonly priority: number },
): Promise<number> {
  const wish = readTranscribeWish(flags, arguments_, 'queue add');
  const inputs = await collectInputs(arguments_);
  const output = planOutputs(inputs, flags.formats, flags.out === undefined ? undefined : resolve(flags.out));
  const spec = { ...wish, modelFolders: [...wish.modelFolders] };
  const planned = await withInterrupt((signal) => planJobs(inputs, spec, output, signal));
  const jobs = planned.flatMap((input) => (input.kind === 'job' ? [input.job] : []));
  const refused = planned.flatMap((input) => (input.kind === 'refused' ? [input] : []));
  if (jobs.length > 0) {
    const { ids } = await ask(flags, { kind: 'add', priority: flags.priority, jobs });
    for (const [index, id] of ids.entries())
      process.stdout.write(`${t('queue.added', { id, name: printable(basename(jobs[index]?.path ?? '')) })}\n`);
  }
  for (const { path, error } of refused) process.stdout.write(failedLine(path, error));
  const first = refused[0];
  if (first === undefined) return EXIT.done;
  return jobs.length > 0 ? EXIT.partial : exitCodeOf(first.error.code);
}

async function run(flags: RunFlags): Promise<number> {
  const library = await openLibraryPatiently(libraryHome(flags.home), warnLogger, PATIENCE_MS);
  const closeMailbox = serveMailbox(library, warnLogger);
  const reporter = chooseReporter(flags, process.stderr);
  const engine = startEngine();
  try {
    return await withInterrupt(async (signal) => {
      try {
        const results = await runQueue(library, engine, { once: flags.once === true }, signal, (event) => {
          reporter.on(event);
          if (event.type === 'input-finished')
            reportResult(event.result, event.total, flags.jsonl === true, (text) => process.stdout.write(text));
        });
        reporter.close();
        if (results.length > 1) process.stdout.write(summaryLines(results));
        return exitCodeFor(results);
      } finally {
        reporter.close();
        await engine.shutdown();
      }
    });
  } finally {
    await closeMailbox();
    library.store.close();
  }
}

function readIds(values: readonly string[]): number[] {
  return [...new Set(values)].map((value) => {
    const id = Number(value);
    if (/^\d+$/.test(value) && id > 0) return id;
    throw usageError(t('queue.badId', { value: printable(value) }), 'queue');
  });
}

function printChanged(ids: readonly number[]): void {
  process.stdout.write(ids.length === 0 ? `${t('queue.empty')}\n` : `${t('queue.changed', { ids: ids.join(' ') })}\n`);
}
