import { randomBytes } from 'node:crypto';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Reply } from '../contract/reply.ts';
import { isRunning, processTag } from '../platform/process/process-start.ts';
import { makeFolder } from '../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { AppError, cancelled, toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import { askToStop, FollowedLetter, FOLLOWING, forgetFollowing, readSign } from './followed-letter.ts';

/** What is asked for in a letter: a call of the contract, by name. */
export interface Letter {
  readonly name: string;
  readonly input: unknown;
  /** The sender listens to how far the work is, and says when it has enough. */
  readonly follow?: boolean | undefined;
}

/** How a letter is carried out. */
export interface LetterRun {
  readonly signal: AbortSignal;
  /** Tells the sender an event; of a letter that is followed. */
  readonly tell?: (event: unknown) => void;
}

const letterSchema = z.object({ name: z.string(), input: z.unknown(), follow: z.boolean().optional() });
const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.looseObject({ code: z.string(), what: z.string() }) }),
]);

const POLL_MS = 50;
const TROUBLED_POLL_MS = 1_000;
/** How long closing waits for answers that are on their way. */
const CLOSING_MS = 1_000;
const REQUEST = '.request.json';
const REPLY = '.reply.json';

/** A letter on its way to the owner of a library. */
export interface PostedLetter {
  /** The answer, once it is there. */
  takeReply(): Promise<Reply<unknown> | undefined>;
  /** Takes the letter back; false when the owner has taken it. */
  takeBack(): Promise<boolean>;
  /** What the owner told last of a letter that is followed; `undefined` when that is known. */
  takeSign(): Promise<unknown>;
  /** Has the owner stop what it does for a letter that is followed; its answer comes then. */
  stop(): Promise<void>;
  /** Takes away what lies beside a letter that was followed. */
  forget(): Promise<void>;
}

/** Puts a letter into the mailbox of a library. */
export async function postLetter(folder: string, letter: Letter): Promise<PostedLetter> {
  const mailbox = join(folder, 'mailbox');
  // The number of the sender tells whether somebody still waits for the answer.
  const path = join(mailbox, `${processTag(process.pid) ?? process.pid}-${randomBytes(8).toString('hex')}`);
  await makeFolder(mailbox);
  await writeFileAtomic(path + REQUEST, JSON.stringify(letter));
  let known: string | undefined;
  return {
    async takeReply() {
      const text = await readFile(path + REPLY, 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      await claim(path + REPLY);
      return replySchema.parse(JSON.parse(text)) as Reply<unknown>;
    },
    takeBack: () => claim(path + REQUEST),
    async takeSign() {
      const text = await readSign(path);
      if (text === undefined || text === known) return undefined;
      known = text;
      return JSON.parse(text) as unknown;
    },
    stop: () => askToStop(path),
    forget: () => forgetFollowing(path),
  };
}

/**
 * Answers the letters of other processes until the returned function is called, which waits for those begun. A letter is
 * removed by whoever carries it out, so it is never carried out twice. One that is followed ends when its sender has enough
 * or is gone.
 */
export function serveMailbox(
  folder: string,
  handle: (letter: Letter, run: LetterRun) => Promise<Reply<unknown>>,
  log: Logger,
): () => Promise<void> {
  const mailbox = join(folder, 'mailbox');
  const closing = new AbortController();
  const { signal } = closing;
  const begun = new Set<Promise<void>>();
  const followed = new Set<FollowedLetter>();
  const carryOut = async (request: string, text: string): Promise<void> => {
    const letter = readLetter(text);
    const path = request.slice(0, -REQUEST.length);
    if (letter.follow !== true) return answer(path, await handle(letter, { signal }));
    const follow = new FollowedLetter(path, senderOf(basename(path)), signal);
    followed.add(follow);
    const tell = (event: unknown): void => follow.tell(event);
    const reply = await handle(letter, { signal: follow.signal, tell }).finally(() => followed.delete(follow));
    await follow.told();
    await answer(path, reply);
    await follow.end();
  };
  const look = async (): Promise<void> => {
    for (const follow of followed) follow.look();
    for (const name of (await readdir(mailbox)).sort()) {
      if (!name.endsWith(REQUEST)) continue;
      const request = join(mailbox, name);
      const text = await readFile(request, 'utf8').catch(() => undefined);
      if (text === undefined || !(await claim(request))) continue;
      const answered: Promise<void> = carryOut(request, text)
        .catch((error: unknown) => log.warn(`A letter could not be answered: ${toAppError(error).parts.what}`))
        .finally(() => begun.delete(answered));
      begun.add(answered);
    }
  };
  const serve = async (): Promise<void> => {
    let opened = false;
    let told = false;
    while (!signal.aborted) {
      try {
        if (!opened) {
          await makeFolder(mailbox);
          await removeStale(mailbox);
        }
        opened = true;
        await look();
        told = false;
      } catch (error) {
        // The folder may be gone, or the system out of handles: the next look makes it anew.
        if (!told) log.warn(`Other processes cannot reach this library: ${toAppError(error).parts.what}`);
        opened = false;
        told = true;
      }
      await sleep(told ? TROUBLED_POLL_MS : POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const served = serve();
  return async () => {
    closing.abort(cancelled());
    await served;
    // Not held open by the timer: a process that ends must not wait for it.
    await Promise.race([Promise.all(begun), sleep(CLOSING_MS, undefined, { ref: false })]);
  };
}

async function answer(path: string, reply: Reply<unknown>): Promise<void> {
  await writeFileAtomic(path + REPLY, JSON.stringify(reply)).catch((cause: unknown) =>
    // A large answer may find no space where a short one does.
    writeFileAtomic(path + REPLY, JSON.stringify({ ok: false, error: notDelivered(cause).toData() })),
  );
}

function notDelivered(cause: unknown): AppError {
  return new AppError(
    'output-failed',
    {
      what: 'What was asked for was done, but its answer could not be written.',
      meaning: 'The change was made.',
      action: 'Run `voxlane queue list` to see it, and free some space.',
    },
    { cause },
  );
}

/** What is no letter gets the answer of a call that does not exist. */
function readLetter(text: string): Letter {
  try {
    return letterSchema.parse(JSON.parse(text));
  } catch {
    return { name: '', input: undefined };
  }
}

/** Letters and answers of processes that are gone. No ages are compared: clocks are set, and a letter must not be lost. */
async function removeStale(mailbox: string): Promise<void> {
  for (const name of await readdir(mailbox)) {
    // Others hold letters that are being written.
    if (![REQUEST, REPLY, ...FOLLOWING].some((ending) => name.endsWith(ending))) continue;
    if (!isRunning(senderOf(name))) await claim(join(mailbox, name));
  }
}

/** The tag of the process that wrote a letter. */
function senderOf(name: string): string {
  return /^\d+-[0-9a-f]+(?=-)/.exec(name)?.[0] ?? '';
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

/** The error of somebody who waits no longer for a letter that was taken. */
export function stillAtWork(folder: string): AppError {
  return new AppError('timed-out', {
    what: `The process that owns the library ${folder} is still at work on what was asked.`,
    meaning: 'It will be carried out, or was already; only its answer was not waited for.',
    action: 'Run `voxlane queue list` to see.',
  });
}

/** The error of somebody whose letter was taken by an owner that ended before it answered. */
export function ownerVanished(folder: string): AppError {
  return new AppError('timed-out', {
    what: `The process that owned the library ${folder} ended before it answered.`,
    meaning: 'The change may have been made or not.',
    action: 'Run `voxlane queue list` to see, then repeat it if needed.',
  });
}
