import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { EditOutcome } from '../../contract/document-calls.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { t } from '../i18n/translate.ts';
import { readId } from '../job-ids.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';
import { enrolledLine, unlikeLine } from '../voice-lines.ts';

type Pair = readonly [string, string];

interface EditFlags extends HomeFlags {
  readonly rename: readonly Pair[];
  readonly merge: readonly Pair[];
  readonly operations?: string;
  readonly label?: string;
  readonly remember?: boolean;
}

/** Completes `voxlane library edit`. */
export function addLibraryEdit(command: Command): void {
  command
    .argument('<id>', t('library.id'))
    .option('--rename <pair>', t('library.rename'), collectPair, [])
    .option('--merge <pair>', t('library.merge'), collectPair, [])
    .option('--operations <file>', t('library.operations'))
    .option('--label <text>', t('library.label'))
    .option('--remember', t('library.remember'))
    .action(async (id: string, flags: EditFlags) => {
      const operations = [
        ...flags.rename.map(([speaker, name]) => ({ kind: 'rename-speaker', speaker, name })),
        ...flags.merge.map(([speaker, into]) => ({ kind: 'merge-speakers', speaker, into })),
        ...(flags.operations === undefined ? [] : await readOperations(flags.operations)),
      ];
      if (operations.length === 0) throw usageError(t('library.noEdit'), 'library edit');
      const input = {
        id: readId(id, 'library'),
        operations,
        ...(flags.label === undefined ? {} : { label: flags.label }),
      };
      // Off, it says so before anything is changed.
      if (flags.remember === true) await ask(flags, 'voices.list', {});
      print(await ask(flags, 'documents.edit', input));
      await offerVoices(flags, input.id);
    });
}

/** Stores the voices of those who got a name, or says how. */
async function offerVoices(flags: EditFlags, id: number): Promise<void> {
  if (flags.rename.length === 0) return;
  const asked = flags.remember === true;
  if (!asked && !(await ask(flags, 'voices.state', {})).on) return;
  for (const [speaker, name] of flags.rename) {
    if (asked) {
      const enrolled = await ask(flags, 'voices.add', { name, id, speaker });
      process.stdout.write(enrolledLine(enrolled));
      process.stderr.write(unlikeLine(enrolled));
    } else {
      const values = { name: printable(name), job: id, speaker: printable(speaker) };
      process.stderr.write(`${t('result.note', { message: t('voices.offer', values) })}\n`);
    }
  }
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

function unreadable(path: string, cause: unknown): AppError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const parts = {
    what: missing
      ? t('library.noOperationsFile', { path: printable(path) })
      : t('library.operationsUnreadable', { path: printable(path), reason: printable(describeUnknown(cause)) }),
    meaning: t('library.nothingChanged'),
    action: t('library.checkFile'),
  };
  return new AppError(missing ? 'input-not-found' : 'input-unreadable', parts, { cause });
}

async function readOperations(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const value: unknown = JSON.parse(text);
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
