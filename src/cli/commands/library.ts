import { basename, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CallInput } from '../../contract/contract.ts';
import type { DocumentListing, UndoOutcome } from '../../contract/document-calls.ts';
import { FORMAT_IDS } from '../../core/formats/codec.ts';
import { AppError } from '../../shared/app-error.ts';
import { hasLibrary } from '../../studio/has-library.ts';
import { libraryHome } from '../../studio/folders.ts';
import { t } from '../i18n/translate.ts';
import { readId, readIds } from '../job-ids.ts';
import { folderName, frameRate, languageCode, oneOf } from '../option-values.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { timeOf } from '../queue-lines.ts';
import { formatBytes, formatTable, printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';
import { addViewOptions, type ViewFlags, viewOptions } from '../view-options.ts';
import { addLibraryEdit, refusedEdit } from './library-edit.ts';
import { addLibraryShow } from './library-show.ts';
import { addLibrarySpeakers } from './library-speakers.ts';

/** Adds `voxlane library` and its commands. */
export function addLibrary(program: Command): void {
  const library = program.command('library').description(t('library.description'));
  const sub = (name: string, text: string): Command =>
    library.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);
  sub('list', t('library.list'))
    .option('--json', t('option.json'))
    .action(async (flags: HomeFlags & { json?: boolean }) => {
      const documents = hasLibrary(libraryHome(flags.home)) ? await ask(flags, 'documents.list', {}) : [];
      process.stdout.write(flags.json === true ? `${JSON.stringify(documents, null, 2)}\n` : table(documents));
    });
  addLibraryShow(sub('show', t('library.show')));
  sub('info', t('library.info'))
    .option('--json', t('option.json'))
    .action(async (flags: HomeFlags & { json?: boolean }) => {
      const info = await ask(flags, 'library.info', {});
      const lines = Object.entries(info).map(([name, value]) =>
        name.endsWith('_bytes')
          ? [name.slice(0, -'_bytes'.length), formatBytes(Number(value))]
          : [name, printable(String(value))],
      );
      process.stdout.write(flags.json === true ? `${JSON.stringify(info, null, 2)}\n` : formatTable(lines));
    });
  addViewOptions(sub('export', t('library.export')))
    .argument('<id>', t('library.id'))
    .option('-f, --format <format>', t('library.exportFormat', { formats: FORMAT_IDS.join(', ') }), oneOf(FORMAT_IDS))
    .option('-o, --out <file>', t('library.exportOut'))
    .option('--fps <rate>', t('option.fps'), frameRate)
    .action(async (id: string, flags: HomeFlags & ViewFlags & { format?: string; out?: string; fps?: string }) => {
      const format = flags.format ?? (await formatOfName(flags.out));
      const request = {
        id: readId(id, 'library'),
        format,
        options: { ...viewOptions(flags), ...(flags.fps === undefined ? {} : { fps: flags.fps }) },
      };
      const { out } = flags;
      const losses =
        out === undefined
          ? await printed(flags, request)
          : (await ask(flags, 'documents.exportFile', { ...request, path: resolve(out) })).losses;
      if (out !== undefined) process.stdout.write(`${printable(resolve(out))}\n`);
      for (const { message } of losses)
        process.stderr.write(`${t('result.loss', { format, message: printable(message) })}\n`);
    });
  addLibraryEdit(sub('edit', t('library.edit')));
  addLibrarySpeakers(sub('speakers', t('library.speakers')));
  for (const kind of ['undo', 'redo'] as const)
    sub(kind, t(`library.${kind}`))
      .argument('<id>', t('library.id'))
      .action(async (id: string, flags: HomeFlags) => {
        printUndo(await ask(flags, `documents.${kind}`, { id: readId(id, 'library') }));
      });
  sub('history', t('library.history'))
    .argument('<id>', t('library.id'))
    .option('--json', t('option.json'))
    .action(async (id: string, flags: HomeFlags & { json?: boolean }) => {
      const steps = await ask(flags, 'documents.history', { id: readId(id, 'library') });
      const rows = steps.map(({ step, state, operations, label }) => [
        `${step}`,
        state,
        `${operations}`,
        printable(label),
      ]);
      process.stdout.write(flags.json === true ? `${JSON.stringify(steps, null, 2)}\n` : formatTable(rows));
    });
  sub('import-captions', t('library.import'))
    .argument('<id>', t('library.id'))
    .argument('<file>', t('library.importFile'))
    .option('-l, --language <code>', t('option.language'), languageCode)
    .action(async (id: string, file: string, { home, language }: HomeFlags & { language?: string }) => {
      const request = { id: readId(id, 'library'), path: resolve(file), language };
      const { revision, alerts } = await ask(home === undefined ? {} : { home }, 'documents.importCaptions', request);
      process.stdout.write(`${t('library.imported', { revision })}\n`);
      for (const { message } of alerts) process.stderr.write(`${t('result.note', { message: printable(message) })}\n`);
    });
  sub('remove', t('library.remove'))
    .argument('<id...>', t('library.id'))
    .action(async (ids: string[], flags: HomeFlags) => {
      const wanted = readIds(ids, 'library');
      await requireDocuments(flags, wanted);
      const removed = await ask(flags, 'documents.remove', { ids: wanted });
      process.stdout.write(`${t('library.removed', { ids: removed.ids.join(' ') })}\n`);
    });
}

/** Throws `document-missing` for what is a slip of the typist: to the library, removing what is gone is no error. */
async function requireDocuments(flags: HomeFlags, ids: readonly number[]): Promise<void> {
  const there = new Set((await ask(flags, 'documents.list', {})).map(({ job }) => job));
  const missing = ids.filter((id) => !there.has(id));
  if (missing.length === 0) return;
  throw new AppError('document-missing', {
    what: t('library.noDocument', { ids: missing.join(', ') }),
    meaning: t('library.nothingChanged'),
    action: t('library.seeList'),
  });
}

/** The format that the ending of a file name stands for; SRT where it stands for none. */
async function formatOfName(name: string | undefined): Promise<string> {
  const { findCodec } = await import('../../core/formats/registry.ts');
  return (name === undefined ? undefined : findCodec(extname(name)))?.id ?? 'srt';
}

async function printed(flags: HomeFlags, request: CallInput<'documents.export'>) {
  const { text, losses } = await ask(flags, 'documents.export', request);
  process.stdout.write(text);
  return losses;
}

function table(documents: readonly DocumentListing[]): string {
  if (documents.length === 0) return `${t('library.empty')}\n`;
  const columns = ['id', 'audio', 'words', 'speakers', 'edited', 'name'] as const;
  const rows = documents.map((document) => [
    `${document.job}`,
    timeOf(document.audio_length),
    `${document.words}`,
    printable(document.speakers.map((speaker) => speaker.name).join(', ')),
    editedText(document),
    printable(document.title ?? basename(document.path)),
  ]);
  return formatTable([columns.map((column) => t(`library.columns.${column}`)), ...rows]);
}

function editedText({ edited, conflicts }: DocumentListing): string {
  if (conflicts > 0) return t('library.conflicts', { count: conflicts });
  return t(edited ? 'library.yes' : 'library.no');
}

function printUndo(outcome: UndoOutcome): void {
  if (outcome.kind === 'refused') throw refusedEdit(outcome);
  if (outcome.kind === 'nothing') throw usageError(t('library.nothing'), 'library');
  process.stdout.write(`${t(`library.${outcome.kind}`, { label: printable(outcome.label) })}\n`);
}
