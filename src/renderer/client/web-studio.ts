import { callKinds } from '../../contract/call-kinds.ts';
import { type CallInput, type CallName, type CallOutput, isCallName } from '../../contract/contract.ts';
import type { EventName, StudioEvents } from '../../contract/events.ts';
import { CLIENT_HEADER } from '../../contract/link.ts';
import { type Reply, replyOf } from '../../contract/reply.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import type { WebLink } from './web-link.ts';

export interface WebStudioParts {
  /** Where the server is; empty for the one the page came from. */
  readonly origin: string;
  readonly link: WebLink;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** What somebody did last is sent also when the page goes at that moment: short calls, which nobody has to stop. */
const OUTLIVES: readonly string[] = ['documents.edit', 'settings.set', 'settings.reset'];
/** Browsers send no more than 64 KB of such requests at a time. */
const MOST_OUTLIVING_CHARACTERS = 8_000;

/** The studio behind HTTP: a request for each call, one socket for all events. */
export class WebStudio implements StudioApi {
  readonly #parts: WebStudioParts;

  constructor(parts: WebStudioParts) {
    this.#parts = parts;
  }

  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    run: { readonly signal?: AbortSignal } = {},
  ): Promise<Reply<CallOutput<Name>>> {
    // At once: events that are missed while it is on its way count as well.
    if (name === 'documents.open') this.#parts.link.watchDocument((input as CallInput<'documents.open'>).id);
    const body = JSON.stringify(input);
    return ask<CallOutput<Name>>(this.#parts, `/rpc/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: OUTLIVES.includes(name) && body.length <= MOST_OUTLIVING_CHARACTERS,
      signal: run.signal ?? null,
      // Who changes things must have the pen, which is known once the socket is there.
      waitForLink: isCallName(name) && callKinds[name].effect === 'changes',
    });
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return this.#parts.link.on(name, listener);
  }
}

/** One request that is answered with an envelope. Never rejects. */
export async function ask<Value>(
  parts: WebStudioParts,
  path: string,
  {
    waitForLink,
    timeoutMs,
    ...init
  }: RequestInit & {
    readonly waitForLink: boolean;
    /** After so long the connection counts as lost. */
    readonly timeoutMs?: number;
  },
): Promise<Reply<Value>> {
  const { origin, link } = parts;
  const opened = await replyOf(async () => {
    if (waitForLink) {
      await link.settled(init.signal ?? undefined);
      // A server that is back already does not know this window until its socket is, and would refuse it for good.
      if (link.state === 'lost') throw notSent();
    }
    const headers = { ...(init.headers as Record<string, string>), [CLIENT_HEADER]: link.client };
    try {
      const answer = await parts.fetch(origin + path, { ...init, headers, signal: within(timeoutMs, init.signal) });
      return (await answer.json()) as Reply<Value>;
    } catch (cause) {
      if (init.signal?.aborted === true) throw cancelled(cause);
      throw connectionLost(cause);
    }
  });
  return opened.ok ? opened.value : opened;
}

function within(ms: number | undefined, signal: AbortSignal | null | undefined): AbortSignal | null {
  if (ms === undefined) return signal ?? null;
  const late = AbortSignal.timeout(ms);
  return signal === null || signal === undefined ? late : AbortSignal.any([signal, late]);
}

function notSent(): AppError {
  return new AppError('connection-lost', {
    what: 'The studio could not be reached.',
    meaning: 'Nothing was changed.',
    action: 'Wait until the connection is back. If it does not come back, start `voxlane serve` again.',
  });
}

function connectionLost(cause: unknown): AppError {
  return new AppError(
    'connection-lost',
    {
      what: 'The studio could not be reached.',
      meaning: 'Whether what was asked for was done is not known.',
      action: 'Wait until the connection is back and look. If it does not come back, start `voxlane serve` again.',
    },
    { cause },
  );
}
