import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { EditOutcome } from '../../contract/document-calls.ts';
import { AppError } from '../../shared/app-error.ts';
import { t } from '../i18n/translate.ts';
import { readId } from '../job-ids.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

type Pair = readonly [string, string];

interface EditFlags extends HomeFlags {
  readonly rename: readonly Pair[];
  readonly merge: readonly Pair[];
  readonly operations?: string;
  readonly label?: string;
}

/** Completes `voxlane library edit`. */
export function addLibraryEdit(command: Command): void {
  command
    .argument('<id>', t('library.id'))
    .option('--rename <pair>', t('library.rename'), collectPair, [])
    .option('--merge <pair>', t('library.merge'), collectPair, [])
    .option('--operations <file>', t('library.operations'))
    .option('--label <text>', t('library.label'))
    .action(async (id: string, flags: EditFlags) => {
      const operations = [
        ...flags.rename.map(([speaker, name]) => ({ kind: 'rename-speaker', speaker, name })),
        ...flags.merge.map(([speaker, into]) => ({ kind: 'merge-speakers', speaker, into })),
        ...(flags.operations === undefined ? [] : await readOperations(flags.operations)),
      ];
      if (operations.length === 0) throw usageError(t('library.noEdit'), 'library edit');
      const input = { id: readId(id), operations, ...(flags.label === undefined ? {} : { label: flags.label }) };
      print(await ask(flags, 'documents.edit', input));
    });
}

function print(outcome: EditOutcome): void {
  if (outcome.kind === 'refused') throw refusedEdit(outcome);
  const text =
    outcome.kind === 'edited' ? t('library.edited', { count: outcome.operations.length }) : t('library.unchanged');
  process.stdout.write(`${text}\n`);
}

/** The error of a command whose edit does not apply. */
export function refusedEdit({ index, reason }: { readonly index: number; readonly reason: string }): AppError {
  return new AppError('options-invalid', {
    what: t('library.refused', { number: index + 1, reason: printable(reason) }),
    meaning: t('library.nothingChanged'),
    action: t('library.refusedAction'),
  });
}

function collectPair(text: string, before: readonly Pair[]): Pair[] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) throw new InvalidArgumentError(t('library.pair'));
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
}

async function readOperations(path: string): Promise<unknown[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (Array.isArray(value)) return value as unknown[];
  } catch (cause) {
    throw new AppError(
      'format-invalid',
      {
        what: t('library.badOperations', { path: printable(path) }),
        meaning: t('library.nothingChanged'),
        action: t('library.refusedAction'),
      },
      { cause },
    );
  }
  throw usageError(t('library.badOperations', { path: printable(path) }), 'library edit');
}
