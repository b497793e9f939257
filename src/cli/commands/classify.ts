import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { BUNDLED_SCHEMAS } from '../../core/stages/classify/schemas.ts';
import { valueOf } from '../../contract/reply.ts';
import type { ClassRow } from '../../studio/classify/class-table.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import { classTotalsText, flaggedText } from '../class-report.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { type ModelFlags, modelsForFile, modelsForLibrary, withModels } from '../language-models.ts';
import { languageTeller } from '../language-progress.ts';
import { addLlmOptions } from '../llm-options.ts';
import { clientOf } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface ClassifyFlags extends ModelFlags {
  readonly schema: string;
  readonly glossary?: string;
  readonly out?: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** What is told at the end, whatever was classified. */
interface Told {
  readonly headline: string;
  readonly document: VoxlaneDocument;
  readonly schema: ClassSchema;
  readonly rows: readonly ClassRow[];
  readonly flagged: readonly { readonly cue: string; readonly flag: string }[];
  readonly changes: readonly { readonly from: string; readonly to: string; readonly error: ErrorData }[];
  readonly stopped: ErrorData | undefined;
}

/** Adds `voxlane classify`. */
export function addClassify(program: Command): void {
  const command = program
    .command('classify')
    .description(t('classify.description'))
    .argument('<input>', t('classify.input'))
    .addOption(new Option('-s, --schema <schema>', t('classify.schema')).makeOptionMandatory())
    .option('--glossary <file>', t('classify.glossary'))
    .option('-o, --out <file>', t('classify.out'))
    .option('--again', t('classify.again'));
  addLlmOptions(command)
    .option('--yes', t('llm.yes'))
    .option('--home <folder>', t('queue.home'))
    .option('--json', t('classify.json'))
    .action(async (input: string, flags: ClassifyFlags) => {
      const schema = await schemaOf(flags);
      print(
        /^\d+$/.test(input) ? await stored(Number(input), schema, flags) : await filed(input, schema, flags),
        flags,
      );
    });
}

/** The schema, or the id of one that the document may have. */
async function schemaOf({ schema, glossary }: ClassifyFlags): Promise<string | ClassSchema> {
  if (glossary !== undefined && schema !== 'topic') throw usageError(t('classify.onlyTopics'), 'classify');
  const { loadSchema } = await import('../../studio/classify/load-schema.ts');
  return loadSchema(schema, glossary === undefined ? undefined : resolve(glossary));
}

async function filed(input: string, schema: string | ClassSchema, flags: ClassifyFlags): Promise<Told> {
  const id = typeof schema === 'string' ? schema : schema.id;
  const output = resolve(flags.out ?? besides(input, id));
  if (output === resolve(input)) throw usageError(t('classify.sameFile'), 'classify');
  const models = await modelsForFile(flags, 'classify');
  const [{ classifyFile }, { ProgressTold }, { workFolder }, { classRows }, { flagsOf, isAnswered }] =
    await Promise.all([
      import('../../studio/classify/classify-file.ts'),
      import('../../studio/language/progress-told.ts'),
      import('../../studio/folders.ts'),
      import('../../studio/classify/class-table.ts'),
      import('../../core/stages/classify/is-answered.ts'),
    ]);
  const told = new ProgressTold(languageTeller('classify'));
  const outcome = await withInterrupt((signal) =>
    withModels(
      models,
      flags,
      signal,
      (untilMs) => told.pause(untilMs),
      (engines) => {
        const request = { input: resolve(input), output, schema, again: flags.again === true, engines, told };
        return classifyFile({ ...request, workFolder: workFolder() }, signal);
      },
    ),
  ).finally(() => told.end());
  const { classification, document, diagnostics } = outcome;
  for (const { message } of diagnostics) process.stderr.write(`${t('result.note', { message: printable(message) })}\n`);
  const { lines, changes, stopped } = classification;
  const classified = lines.filter(isAnswered).length;
  const flagged = flagsOf(lines);
  return {
    headline: outcome.written
      ? t('classify.written', { classified, asked: lines.length, path: printable(output) })
      : t('classify.unwritten', { path: printable(output) }),
    document,
    schema: outcome.schema,
    rows: classRows(document, outcome.schema, new Map(flagged.map(({ cue, flag }) => [cue, flag]))),
    flagged,
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    stopped: stopped?.toData(),
  };
}

async function stored(id: number, schema: string | ClassSchema, flags: ClassifyFlags): Promise<Told> {
  if (flags.out !== undefined) throw usageError(t('classify.outOfLibrary'), 'classify');
  const models = await modelsForLibrary(flags, 'classify');
  const { classRows } = await import('../../studio/classify/class-table.ts');
  const studio = await clientOf(flags);
  studio.on('language', languageTeller('classify'));
  return withInterrupt(async (signal) => {
    const wish = { id, schema, again: flags.again === true, ...(models === undefined ? {} : { models }) };
    const outcome = valueOf(await studio.call('language.classify', wish, { signal }));
    const { document } = valueOf(await studio.call('documents.open', { id }));
    const own = document.classSchemas?.find((one) => one.id === outcome.schema);
    const used = own ?? BUNDLED_SCHEMAS.get(outcome.schema);
    if (used === undefined) throw usageError(t('classify.noSchema', { schema: outcome.schema }), 'classify');
    const marks = new Map(outcome.flagged.map(({ cue, flag }) => [cue, flag]));
    return {
      headline: t('classify.stored', { id, classified: outcome.classified, asked: outcome.asked }),
      document,
      schema: used,
      rows: classRows(document, used, marks),
      flagged: outcome.flagged,
      changes: outcome.changes,
      stopped: outcome.stopped,
    };
  });
}

function print({ headline, document, schema, rows, flagged, changes, stopped }: Told, { json }: ClassifyFlags): void {
  for (const { from, to, error } of changes) {
    const values = { from: printable(from), to: printable(to), what: printable(error.what) };
    process.stderr.write(`${t('result.note', { message: t('classify.change', values) })}\n`);
  }
  if (json === true) {
    for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
    process.stderr.write(`${headline}\n`);
  } else process.stdout.write(`${headline}\n\n${classTotalsText(document, schema)}${flaggedText(flagged)}`);
  if (stopped === undefined) return;
  process.stderr.write(`${t('classify.stopped', { what: printable(stopped.what) })}\n`);
  process.exitCode = EXIT.partial;
}

/** Of `call.srt`: `call.character.csv`; of `call.json`: `call.character.json`. */
function besides(file: string, schema: string): string {
  const extension = extname(file);
  const kind = extension.toLowerCase() === '.json' ? '.json' : '.csv';
  return `${file.slice(0, file.length - extension.length)}.${schema}${kind}`;
}
