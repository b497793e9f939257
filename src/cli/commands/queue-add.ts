import { basename } from 'node:path';
import type { Command } from 'commander';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { addJobTranslateOptions, type JobTranslateFlags } from '../job-translate.ts';
import { settingsOf, withJobDefaults } from '../library-defaults.ts';
import { wholeNumber } from '../option-values.ts';
import { planRequest } from '../plan-request.ts';
import { remoteOf } from '../remote-asr.ts';
import { agreeForLibrary, translateForLibrary } from '../remote-consent.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { failedLine } from '../result-lines.ts';
import { addSourceOptions, type SourceFlags } from '../source-options.ts';
import { printable } from '../terminal-text.ts';
import { addTranscribeOptions, type TranscribeFlags } from '../transcribe-options.ts';

type AddFlags = TranscribeFlags & JobTranslateFlags & SourceFlags & HomeFlags & { readonly priority: number; readonly tracks?: boolean };

/** Completes `voxlane queue add`. */
export function addQueueAdd(command: Command): void {
  addJobTranslateOptions(addTranscribeOptions(command.argument('<input...>', t('program.inputs'))));
  addSourceOptions(command);
  command
    .option('--tracks', t('option.tracks'))
    .option('--priority <n>', t('queue.priority'), wholeNumber(0, 100), 0)
    .action(async (inputs: string[], flags: AddFlags, self: Command) => {
      process.exitCode = await add(inputs, withJobDefaults(self, flags, await settingsOf(flags)));
    });
}

async function add(inputs: readonly string[], flags: AddFlags): Promise<number> {
  const translate = await translateForLibrary(flags, 'queue add');
  const request = planRequest(inputs, flags, 'queue add', false, translate);
  await agreeForLibrary(remoteOf(flags), flags, 'queue add');
  const planned = await ask(flags, 'queue.plan', request);
  const jobs = planned.flatMap((input) => (input.kind === 'job' ? [input] : []));
  const refused = planned.flatMap((input) => (input.kind === 'refused' ? [input] : []));
  if (jobs.length > 0) {
    const { ids } = await ask(flags, 'queue.add', { priority: flags.priority, jobs: jobs.map(({ job }) => job) });
    for (const [index, id] of ids.entries()) {
      const name = printable(basename(jobs[index]?.job.path ?? ''));
      process.stdout.write(`${t('queue.added', { id, name })}\n`);
      const problem = jobs[index]?.problem;
      if (problem !== undefined)
        process.stderr.write(`${t('queue.doubtful', { name, what: printable(problem.what) })}\n`);
    }
  }
  for (const { path, error } of refused) process.stdout.write(failedLine(path, error));
  const first = refused[0];
  if (first === undefined) return EXIT.done;
  return jobs.length > 0 ? EXIT.partial : exitCodeOf(first.error.code);
}
