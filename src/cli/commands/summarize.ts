import { resolve } from 'node:path';
import type { Command } from 'commander';
import { valueOf } from '../../contract/reply.ts';
import type { Summary } from '../../core/document/notes/summary.ts';
import type { Chapter } from '../../core/document/types.ts';
import { formatClockSeconds } from '../../core/formats/clock.ts';
import { summaryText } from '../../core/formats/summary/summary-text.ts';
import type { MissingPart } from '../../core/stages/summarize/types.ts';
import { whyNothing } from '../../core/stages/summarize/why-nothing.ts';
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
  /** What is as it was when there is no summary, as a sentence. */
  readonly unchanged: string;
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
    unchanged: t('summarize.notWritten'),
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
    const place = outcome.position === undefined ? undefined : t('summarize.stored', { id });
    return { ...outcome, place, unchanged: t('summarize.notStored', { id }) };
  });
}

function print(told: Told, { json }: SummarizeFlags): void {
  const { summary, chapters, missing, changes, stopped, place } = told;
  for (const { from, to, error } of changes) {
    const values = { from: printable(from), to: printable(to), what: printable(error.what) };
    process.stderr.write(`${t('result.note', { message: t('classify.change', values) })}\n`);
  }
  if (json === true) process.stdout.write(`${JSON.stringify({ summary, chapters, missing }, null, 2)}\n`);
  if (stopped !== undefined) {
    tellMissing(missing);
    process.stderr.write(`${t('classify.stopped', { what: printable(stopped.what) })}\n`);
    process.exitCode = EXIT.partial;
    return;
  }
  if (summary === undefined) return tellNothing(told);
  tellMissing(missing);
  if (json !== true) {
    const titles = { highlights: t('summarize.highlights'), chapters: t('summarize.chapterList') };
    process.stdout.write(summaryText({ summary, chapters, titles }).split('\n').map(printable).join('\n'));
  }
  if (place !== undefined) process.stderr.write(`${place}\n`);
}

/** There is no summary although all was read: why, and that nothing was changed. */
function tellNothing({ missing, unchanged }: Told): void {
  const why = whyNothing(missing);
  process.stderr.write(`${t(`summarize.${why}`)} ${unchanged}\n`);
  process.exitCode = why === 'noWords' ? EXIT.badInput : EXIT.partial;
}

function tellMissing(missing: readonly MissingPart[]): void {
  for (const { startMs, endMs, refused } of missing) {
    const times = { from: formatClockSeconds(startMs), to: formatClockSeconds(endMs) };
    const message = t(refused ? 'summarize.refusedPart' : 'summarize.missing', times);
    process.stderr.write(`${t('result.warning', { message })}\n`);
  }
}
