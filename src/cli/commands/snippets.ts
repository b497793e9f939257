import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { SnippetReport } from '../../contract/snippet-calls.ts';
import {
  DEFAULT_TEMPLATE,
  LONGEST_MS,
  NAME_FIELDS,
  SNIPPET_FORMATS,
  type SnippetWish,
  snippetWishSchema,
} from '../../core/snippets/snippet-wish.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { readId } from '../job-ids.ts';
import { collected, oneOf, wholeNumber } from '../option-values.ts';
import { askWith, type HomeFlags } from '../queue-access.ts';
import { noteLine, snippetLines } from '../snippet-lines.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface SnippetFlags extends HomeFlags {
  readonly by: string;
  readonly cue: readonly string[];
  readonly speaker: readonly string[];
  readonly class?: NonNullable<SnippetWish['class']>;
  readonly search?: string;
  readonly regex?: string;
  readonly matchCase?: boolean;
  readonly wholeWord?: boolean;
  readonly out: string;
  readonly padding: number;
  readonly paddingAfter?: number;
  readonly overlap?: boolean;
  readonly merge?: number;
  readonly name: string;
  readonly format: SnippetWish['format'];
  readonly speech?: boolean;
  readonly stream: number;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Progress is told when it grew by so much. */
const TOLD_SHARE = 0.1;

/** Adds `voxlane snippets`. */
export function addSnippets(program: Command): void {
  const fields = NAME_FIELDS.map((field) => `{${field}}`).join(' ');
  program
    .command('snippets')
    .description(t('snippets.description'))
    .argument('<what>', t('snippets.what'))
    .argument('[media...]', t('snippets.media'))
    .option('--by <unit>', t('snippets.by'), oneOf(['cue', 'turn', 'class', 'search']), 'cue')
    .option('--cue <id>', t('snippets.cue'), collected, [])
    .option('--speaker <name>', t('snippets.speaker'), collected, [])
    .option('--class <schema=label>', t('snippets.class'), classOf)
    .option('--search <text>', t('snippets.search'))
    .option('--regex <pattern>', t('snippets.regex'))
    .option('--match-case', t('snippets.matchCase'))
    .option('--whole-word', t('snippets.wholeWord'))
    .option('-o, --out <folder>', t('snippets.out'), 'snippets')
    .option('--padding <ms>', t('snippets.padding'), wholeNumber(0, LONGEST_MS), 0)
    .option('--padding-after <ms>', t('snippets.paddingAfter'), wholeNumber(0, LONGEST_MS))
    .option('--overlap', t('snippets.overlap'))
    .option('--merge <ms>', t('snippets.merge'), wholeNumber(0, LONGEST_MS))
    .option('--name <template>', t('snippets.name', { fields }), DEFAULT_TEMPLATE)
    .option('-f, --format <format>', t('snippets.format'), oneOf(SNIPPET_FORMATS), 'wav')
    .option('--speech', t('snippets.speech'))
    .option('--stream <n>', t('snippets.stream'), wholeNumber(0, 63), 0)
    .option('--force', t('snippets.force'))
    .option('--dry-run', t('snippets.dryRun'))
    .option('--home <folder>', t('queue.home'))
    .option('--json', t('option.json'))
    .action(async (what: string, media: readonly string[], flags: SnippetFlags) => {
      const wish = wishOf(flags);
      const report = await withInterrupt((signal) => run(what, media, wish, flags, signal));
      tell(report, flags);
    });
}

async function run(
  what: string,
  media: readonly string[],
  wish: SnippetWish,
  flags: SnippetFlags,
  signal: AbortSignal,
): Promise<SnippetReport> {
  const shared = { wish, folder: resolve(flags.out), force: flags.force === true, dryRun: flags.dryRun === true };
  if (isLibraryId(what)) {
    if (media.length > 0) throw usageError(t('snippets.noMedia'), 'snippets');
    return await askWith(flags, 'documents.snippets', { id: readId(what), ...shared }, signal);
  }
  const { snippetsOfFile } = await import('../../studio/snippets/snippets-of-file.ts');
  const files = { input: resolve(what), media: media.map((path) => resolve(path)), stream: flags.stream };
  let told = 0;
  return await snippetsOfFile({ ...files, ...shared }, signal, (done, total) => {
    if (done < total && done - told < total * TOLD_SHARE) return;
    if (done === told) return;
    told = done;
    process.stderr.write(`${t('snippets.progress', { done, total })}\n`);
  });
}

/** A file that is called like a number is a file. */
function isLibraryId(text: string): boolean {
  return /^\d+$/u.test(text) && statSync(text, { throwIfNoEntry: false }) === undefined;
}

function wishOf(flags: SnippetFlags): SnippetWish {
  const { by, search, regex } = flags;
  if (search !== undefined && regex !== undefined) throw usageError(t('snippets.oneSearch'), 'snippets');
  const text = search ?? regex;
  if (by === 'class' && flags.class === undefined) throw usageError(t('snippets.needsClass'), 'snippets');
  if (by === 'search' && text === undefined) throw usageError(t('snippets.needsSearch'), 'snippets');
  const wish = {
    unit: by === 'turn' ? 'turn' : 'cue',
    ...(flags.cue.length === 0 ? {} : { cues: flags.cue }),
    speakers: flags.speaker,
    ...(flags.class === undefined ? {} : { class: flags.class }),
    ...(text === undefined
      ? {}
      : {
          find: {
            text,
            mode: regex === undefined ? 'plain' : 'regex',
            caseSensitive: flags.matchCase === true,
            wholeWord: flags.wholeWord === true,
          },
        }),
    paddingMs: flags.padding,
    ...(flags.paddingAfter === undefined ? {} : { paddingAfterMs: flags.paddingAfter }),
    overlap: flags.overlap === true,
    ...(flags.merge === undefined ? {} : { mergeGapMs: flags.merge }),
    template: flags.name,
    format: flags.format,
    sound: flags.speech === true ? 'speech' : 'original',
  };
  const { data, error } = snippetWishSchema.safeParse(wish);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw usageError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`, 'snippets');
}

function classOf(text: string): NonNullable<SnippetWish['class']> {
  const [, schema, label, character] = /^([^=,]+)=([^=,]+)(?:,(.+))?$/u.exec(text) ?? [];
  if (schema === undefined || label === undefined) throw new InvalidArgumentError(t('snippets.classForm'));
  return { schema, label, ...(character === undefined ? {} : { character }) };
}

function tell(report: SnippetReport, flags: SnippetFlags): void {
  for (const note of report.notes)
    process.stderr.write(`${t('result.note', { message: printable(noteLine(note)) })}\n`);
  for (const { file, error } of report.failed) {
    const { code, what, meaning, action } = error;
    const texts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
    process.stderr.write(`${t('snippets.failed', { file: printable(file), code, ...texts })}\n`);
  }
  process.stdout.write(
    flags.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : snippetLines(report, flags.dryRun === true),
  );
  if (report.failed.length > 0) process.exitCode = EXIT.partial;
}
