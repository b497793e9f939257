import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallInput, CallName, CallOutput } from '../contract/contract.ts';
import { type Reply, valueOf } from '../contract/reply.ts';
import { cancelled, toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import { checkInput } from './check-input.ts';
import { EventBus } from './event-bus.ts';
import { type FreeCall, type FreeContext, handlerOf } from './handlers.ts';
import { ownerVanished, type PostedLetter, postLetter } from './mailbox.ts';
import { Studio } from './studio.ts';
import { freeHandlers } from './tables.ts';

const POLL_MS = 50;
/** An owner that does not take a letter within this time does not serve its mailbox. */
const PATIENCE_MS = 15_000;
/** An owner that took one and lives may need longer for what was asked. */
const WORK_MS = 300_000;

export interface Asking {
  readonly home: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Asks for something, whoever has the library open: without a library where none is needed, here when nobody has it open,
 * else by a letter to its owner. Throws what the call throws, `store-locked` when the owner does not answer, and what
 * `openLibrary` throws.
 */
export async function askStudio<Name extends CallName>(
  asking: Asking,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  if (isFree(name)) return (await askFreely(asking, name, input)) as CallOutput<Name>;
  return valueOf(await askOwner(asking, name, input)) as CallOutput<Name>;
}

/** True when somebody has made a library here; looking at one that is not there must make none. */
export function hasLibrary(home: string): boolean {
  return existsSync(join(home, 'library.db'));
}

function isFree(name: CallName): name is FreeCall {
  return Object.hasOwn(freeHandlers, name);
}

async function askFreely({ home, log, signal }: Asking, name: FreeCall, input: unknown): Promise<unknown> {
  const context: FreeContext = { home, log, signal, events: new EventBus(log) };
  return handlerOf<FreeContext>(freeHandlers, name)(checkInput(name, input), context);
}

async function askOwner(asking: Asking, name: CallName, input: unknown): Promise<Reply<unknown>> {
  const { home, log, signal } = asking;
  const started = performance.now();
  let letter: PostedLetter | undefined;
  for (;;) {
    const reply = await letter?.takeReply();
    if (reply !== undefined) return reply;
    try {
      const studio = await Studio.open({ home, log, patienceMs: 0 });
      try {
        // A letter that its owner took before it ended may have been carried out: twice would be wrong.
        if (letter !== undefined && !(await letter.takeBack())) {
          const late = await letter.takeReply();
          if (late === undefined) throw ownerVanished(home);
          return late;
        }
        return await studio.handle({ name, input }, signal);
      } finally {
        await studio.close();
      }
    } catch (error) {
      if (toAppError(error).code !== 'store-locked') throw error;
      const waited = performance.now() - started;
      if (signal.aborted || waited > WORK_MS || (waited > PATIENCE_MS && (await letter?.takeBack()) !== false)) {
        await letter?.takeBack();
        throw signal.aborted ? cancelled(signal.reason) : error;
      }
    }
    letter ??= await postLetter(home, { name, input });
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
