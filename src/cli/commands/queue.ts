import { resolve } from 'node:path';
import type { Command } from 'commander';
import { hasLibrary } from '../../studio/has-library.ts';
import { libraryHome } from '../../studio/folders.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { folderName, listOf, oneOf, wholeNumber } from '../option-values.ts';
import { ask, type HomeFlags, openStudio } from '../queue-access.ts';
import { queueTable } from '../queue-lines.ts';
import { exitCodeFor, summaryLines } from '../result-lines.ts';
import { reportQueue, type ReportFlags } from '../run-reports.ts';
import { printChanged, readIds } from '../job-ids.ts';
import { printable } from '../terminal-text.ts';
import { addQueueAdd } from './queue-add.ts';
import { addQueueChange } from './queue-change.ts';

interface RunFlags extends HomeFlags, ReportFlags {
  readonly once?: boolean;
}

const CHANGES = ['pause', 'resume', 'cancel', 'retry', 'remove', 'duplicate'] as const;

/** Adds `voxlane queue` and its commands. */
export function addQueue(program: Command): void {
  const queue = program.command('queue').description(t('queue.description'));
  const sub = (name: string, text: string): Command =>
    queue.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);

  addQueueAdd(sub('add', t('queue.add')));
  sub('list', t('queue.list'))
    .option('--json', t('option.json'))
    .action(async (flags: HomeFlags & { json?: boolean }) => {
      const view = hasLibrary(libraryHome(flags.home))
        ? await ask(flags, 'queue.list', {})
        : { jobs: [], speeds: [], finish_eta: 0 };
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
        printChanged((await ask(flags, 'queue.change', { kind, ids: readIds(ids) })).ids);
      });
  }
  addQueueChange(sub('change', t('queue.change')));
  sub('move', t('queue.move'))
    .argument('<id...>', t('queue.ids'))
    .option('--to <place>', t('queue.to'), oneOf(['first', 'last']), 'first')
    .option('--before <id>', t('queue.before'), wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(async (ids: string[], flags: HomeFlags & { to: 'first' | 'last'; before?: number }) => {
      const to = flags.before === undefined ? flags.to : { before: flags.before };
      printChanged((await ask(flags, 'queue.move', { ids: readIds(ids), to })).ids);
    });
  sub('priority', t('queue.prioritise'))
    .argument('<priority>', t('queue.priority'), wholeNumber(0, 100))
    .argument('<id...>', t('queue.ids'))
    .action(async (priority: number, ids: string[], flags: HomeFlags) => {
      printChanged((await ask(flags, 'queue.prioritise', { ids: readIds(ids), priority })).ids);
    });
  sub('clear', t('queue.clear')).action(async (flags: HomeFlags) => {
    printChanged((await ask(flags, 'queue.clear', {})).ids);
  });
  sub('report', t('queue.report'))
    .argument('<id>', t('queue.id'))
    .option('--json', t('option.json'))
    .action(async (id: string, flags: HomeFlags & { json?: boolean }) => {
      const { report, text } = await ask(flags, 'queue.report', { id: readIds([id])[0] ?? 0 });
      process.stdout.write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : text);
    });
  sub('partial', t('queue.partial'))
    .argument('<id>', t('queue.id'))
    .option('-f, --formats <list>', t('queue.partialFormats'), listOf(['srt', 'vtt', 'json', 'rttm', 'txt']))
    .action(async (id: string, flags: HomeFlags & { formats?: readonly string[] }) => {
      const formats = flags.formats === undefined ? {} : { formats: [...flags.formats] };
      const { files } = await ask(flags, 'queue.partial', { id: readIds([id])[0] ?? 0, ...formats });
      for (const file of files) process.stdout.write(`${printable(resolve(file))}\n`);
    });
}

async function run(flags: RunFlags): Promise<number> {
  const studio = await openStudio(flags);
  const stopReporting = reportQueue(studio, flags);
  try {
    return await withInterrupt(async (signal) => {
      const outcomes = await studio.run({ once: flags.once === true }, signal);
      stopReporting();
      if (outcomes.length > 1) process.stdout.write(summaryLines(outcomes));
      return exitCodeFor(outcomes);
    });
  } finally {
    stopReporting();
    await studio.close();
  }
}
