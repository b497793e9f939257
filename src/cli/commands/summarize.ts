import { resolve } from 'node:path';
import type { Command } from 'commander';
import { valueOf } from '../../contract/reply.ts';
import type { Summary } from '../../core/document/notes/summary.ts';
import type { Chapter } from '../../core/document/types.ts';
import { formatClockSeconds } from '../../core/formats/clock.ts';
import type { MissingPart } from '../../core/stages/summarize/types.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { type ModelFlags, modelsForFile, modelsForLibrary, withModels } from '../language-models.ts';
import { languageTeller } from '../language-progress.ts';
import { addLlmOptions } from '../llm-options.ts';
import { languageCode } from '../option-values.ts';
import { clientOf } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface SummarizeFlags extends ModelFlags {
  readonly language?: string;
  readonly chapters?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** What is told at the end, whatever was summarised. */
interface Told {
  readonly summary?: Summary | undefined;
  readonly chapters: readonly Chapter[];
  readonly missing: readonly MissingPart[];
  readonly changes: readonly { readonly from: string; readonly to: string; readonly error: ErrorData }[];
  readonly stopped?: ErrorData | undefined;
  /** Where it is now, as a sentence. */
  readonly place: string | undefined;
}

/** Adds `voxlane summarize`. */
export function addSummarize(program: Command): void {
  const command = program
    .command('summarize')
    .description(t('summarize.description'))
    .argument('<input>', t('summarize.input'))
    .option('-l, --language <code>', t('summarize.language'), languageCode)
    .option('--chapters', t('summarize.chapters'))
    .option('-o, --out <file>', t('summarize.out'));
  addLlmOptions(command)
    .option('--yes', t('llm.yes'))
    .option('--home <folder>', t('queue.home'))
    .option('--json', t('summarize.json'))
    .action(async (input: string, flags: SummarizeFlags) => {
      print(/^\d+$/.test(input) ? await stored(Number(input), flags) : await filed(input, flags), flags);
    });
}

async function filed(input: string, flags: SummarizeFlags): Promise<Told> {
  const output = flags.out === undefined ? undefined : resolve(flags.out);
  if (output === resolve(input)) throw usageError(t('summarize.sameFile'), 'summarize');
  if (output !== undefined && !/\.json$/i.test(output)) throw usageError(t('summarize.notJson'), 'summarize');
  const models = await modelsForFile(flags, 'summarize');
  const [{ summarizeFile }, { ProgressTold }, { workFolder }] = await Promise.all([
    import('../../studio/summarize/summarize-file.ts'),
    import('../../studio/language/progress-told.ts'),
    import('../../studio/folders.ts'),
  ]);
  const told = new ProgressTold(languageTeller('summarize'));
  const pause = (untilMs: number): void => told.pause(untilMs);
  const { made, diagnostics } = await withInterrupt((signal) =>
    withModels(models, flags, signal, pause, (engines) => {
      const { language, chapters = false } = flags;
      const request = { input: resolve(input), output, language, chapters, engines, told, workFolder: workFolder() };
      return summarizeFile(request, signal);
    }),
  ).finally(() => told.end());
  for (const { message } of diagnostics) process.stderr.write(`${t('result.note', { message: printable(message) })}\n`);
  const { summary, chapters, missing, changes, stopped } = made;
  return {
    summary,
    chapters,
    missing,
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    stopped: stopped?.toData(),
    place: output === undefined ? undefined : t('summarize.written', { path: printable(output) }),
  };
}

async function stored(id: number, flags: SummarizeFlags): Promise<Told> {
  if (flags.out !== undefined) throw usageError(t('summarize.outOfLibrary'), 'summarize');
  const models = await modelsForLibrary(flags, 'summarize');
  const studio = await clientOf(flags);
  studio.on('language', languageTeller('summarize'));
  return withInterrupt(async (signal) => {
    const { language, chapters = false } = flags;
    const wish = { id, chapters, ...(language === undefined ? {} : { language }), ...(models && { models }) };
    const outcome = valueOf(await studio.call('language.summarize', wish, { signal }));
    return { ...outcome, place: outcome.position === undefined ? undefined : t('summarize.stored', { id }) };
  });
}

function print(told: Told, { json }: SummarizeFlags): void {
  const { summary, chapters, missing, changes, stopped, place } = told;
  for (const { from, to, error } of changes) {
    const values = { from: printable(from), to: printable(to), what: printable(error.what) };
    process.stderr.write(`${t('result.note', { message: t('classify.change', values) })}\n`);
  }
  for (const { startMs, endMs, refused } of missing) {
    const times = { from: formatClockSeconds(startMs), to: formatClockSeconds(endMs) };
    const message = t(refused ? 'summarize.refused' : 'summarize.missing', times);
    process.stderr.write(`${t('result.warning', { message })}\n`);
  }
  if (json === true) process.stdout.write(`${JSON.stringify({ summary, chapters, missing }, null, 2)}\n`);
  else if (summary !== undefined) {
    process.stdout.write(`${paragraphs(summary.text)}\n`);
    const list = (title: string, rows: readonly string[]): void => {
      if (rows.length > 0) process.stdout.write(`\n${title}\n${rows.map((row) => `  ${row}\n`).join('')}`);
    };
    list(
      t('summarize.highlights'),
      summary.highlights.map(({ startMs, text }) => `${formatClockSeconds(startMs)}  ${printable(text)}`),
    );
    list(
      t('summarize.chapterList'),
      chapters.map(({ startMs, title }) => `${formatClockSeconds(startMs)}  ${printable(title)}`),
    );
  } else if (stopped === undefined) process.stdout.write(`${t('summarize.nothing')}\n`);
  if (place !== undefined && stopped === undefined) process.stderr.write(`${place}\n`);
  if (stopped !== undefined) process.stderr.write(`${t('classify.stopped', { what: printable(stopped.what) })}\n`);
  if (stopped !== undefined || summary === undefined) process.exitCode = EXIT.partial;
}

/** What a model wrote, safe for a terminal, with its paragraphs. */
function paragraphs(text: string): string {
  return text.split(/\r?\n/u).map(printable).join('\n');
}
