import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { AppError, cancelled, type ErrorData, toAppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import { type CommandResult, executeCommand, type QueueCommand, queueCommandSchema } from './commands.ts';
import { type Library, openLibrary } from './library.ts';

type Reply = { readonly ok: true; readonly result: CommandResult } | { readonly ok: false; readonly error: ErrorData };

const POLL_MS = 50;
/** An owner that is busy for longer than this does not serve its mailbox. */
const PATIENCE_MS = 15_000;
const STALE_MS = 60_000;
const REQUEST = '.request.json';
const REPLY = '.reply.json';

/**
 * Carries a command out on a library: here when nobody has it open, else by a letter to its owner. When it returns, the
 * change is on the disk. Throws what the command throws, `store-locked` when the owner does not answer, and what
 * `openLibrary` throws.
 */
export async function askLibrary(
  folder: string,
  command: QueueCommand,
  log: Logger,
  signal: AbortSignal,
): Promise<CommandResult> {
  // Looking at a library that is not there yet makes none.
  if (command.kind === 'list' && !existsSync(join(folder, 'library.db')))
    return { ids: [], queue: { jobs: [], speeds: [], finish_eta: 0 } };
  const mailbox = join(folder, 'mailbox');
  const letter = join(mailbox, randomBytes(8).toString('hex'));
  const end = performance.now() + PATIENCE_MS;
  let posted = false;
  for (;;) {
    const reply = posted ? await takeReply(letter) : undefined;
    if (reply !== undefined) return open(reply);
    try {
      const library = await openLibrary(folder, log);
      try {
        // A letter that its owner took before it ended may have been carried out: twice would be wrong.
        if (posted && !(await claim(`${letter}${REQUEST}`))) {
          const late = await takeReply(letter);
          if (late === undefined) throw ownerVanished(folder);
          return open(late);
        }
        return executeCommand(library, command);
      } finally {
        library.store.close();
      }
    } catch (error) {
      if (toAppError(error).code !== 'store-locked') throw error;
      const late = performance.now() > end;
      if (late || signal.aborted) {
        await claim(`${letter}${REQUEST}`);
        throw late ? error : cancelled(signal.reason);
      }
    }
    if (!posted) {
      await makeFolder(mailbox);
      await writeFileAtomic(`${letter}${REQUEST}`, JSON.stringify(command));
      posted = true;
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Answers the letters of other processes until the returned function is called. For the owner of a long run. */
export function serveMailbox(library: Library, log: Logger): () => Promise<void> {
  const mailbox = join(library.folder, 'mailbox');
  const closing = new AbortController();
  const { signal } = closing;
  const serve = async (): Promise<void> => {
    await makeFolder(mailbox);
    await removeStale(mailbox);
    while (!signal.aborted) {
      for (const name of await readdir(mailbox)) if (name.endsWith(REQUEST)) await answer(library, join(mailbox, name));
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const served = serve().catch((error: unknown) => {
    log.warn(`Other processes cannot reach this queue: ${toAppError(error).parts.what}`);
  });
  return () => {
    closing.abort();
    return served;
  };
}

async function answer(library: Library, request: string): Promise<void> {
  const text = await readFile(request, 'utf8').catch(() => undefined);
  if (text === undefined || !(await claim(request))) return;
  let reply: Reply;
  try {
    reply = { ok: true, result: executeCommand(library, queueCommandSchema.parse(JSON.parse(text))) };
  } catch (error) {
    reply = { ok: false, error: toAppError(error).toData() };
  }
  await writeFileAtomic(request.slice(0, -REQUEST.length) + REPLY, JSON.stringify(reply));
}

/** Answers that nobody came for. */
async function removeStale(mailbox: string): Promise<void> {
  for (const name of await readdir(mailbox)) {
    const path = join(mailbox, name);
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > STALE_MS) await claim(path);
  }
}

/** Takes a file away; false when somebody else did. */
async function claim(path: string): Promise<boolean> {
  return unlink(path).then(
    () => true,
    (cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
      throw cause;
    },
  );
}

async function takeReply(letter: string): Promise<Reply | undefined> {
  const text = await readFile(`${letter}${REPLY}`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  await claim(`${letter}${REPLY}`);
  return JSON.parse(text) as Reply;
}

function open(reply: Reply): CommandResult {
  if (reply.ok) return reply.result;
  throw AppError.fromData(reply.error);
}

function ownerVanished(folder: string): AppError {
  return new AppError('timed-out', {
    what: `The process that owned the library ${folder} ended before it answered.`,
    meaning: 'The change may have been made or not.',
    action: 'Run `voxlane queue list` to see, then repeat it if needed.',
  });
}
