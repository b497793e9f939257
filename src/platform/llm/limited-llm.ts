import { estimatePrompt } from '../../core/llm/estimate-tokens.ts';
import type { Spent } from '../../core/llm/limiter/limiter.ts';
import type { LlmCapabilities, LlmEngine, LlmReply, LlmRequest } from '../../core/ports/llm.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import type { RequestClock } from '../net/request-clock.ts';
import { jitterMs } from '../net/retry-after.ts';
import { contextOverflow, llmErrors, llmFailed, pausedUntil } from './llm-errors.ts';
import type { PauseListener, SharedLimiter } from './shared-limiter.ts';
import type { Attempt, LlmTransport } from './transport.ts';

/** Tries at a server that fails, and at one that asks to slow down; the latter costs patience, not the call. */
const TRIES = 5;
const SLOW_TRIES = 20;
/** Forms of a request that a server may refuse, one after the other. */
const CHANGES = 8;
const LONGEST_JITTER_MS = 60_000;
/** A server that wants to be left alone longer than this is not waited for. */
const LONGEST_WAIT_MS = 60_000;

/** A provider under its limits: waits for its turn, tries again where that helps, and counts what was spent. */
export class LimitedLlm implements LlmEngine {
  readonly id: string;
  readonly capabilities: LlmCapabilities;
  readonly #transport: LlmTransport;
  readonly #limiter: () => Promise<SharedLimiter>;
  readonly #clock: RequestClock;
  readonly #onPause: PauseListener;
  readonly #stop = new AbortController();

  constructor(
    transport: LlmTransport,
    limiter: () => Promise<SharedLimiter>,
    clock: RequestClock,
    onPause: PauseListener,
  ) {
    this.id = transport.id;
    this.capabilities = transport.capabilities;
    this.#transport = transport;
    this.#limiter = limiter;
    this.#clock = clock;
    this.#onPause = onPause;
  }

  async complete(
    request: LlmRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<LlmReply> {
    const either = AbortSignal.any([signal, this.#stop.signal]);
    try {
      return await this.#complete(request, either, onText);
    } catch (error) {
      if (either.aborted) throw cancelled(either.reason);
      throw error;
    }
  }

  /** Ends what is still on its way. */
  dispose(): Promise<void> {
    this.#stop.abort();
    return Promise.resolve();
  }

  async #complete(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<LlmReply> {
    const limiter = await this.#limiter();
    const { host } = this.#transport;
    let failures = 0;
    let slow = 0;
    let changes = 0;
    for (;;) {
      const attempt = await this.#once(limiter, request, signal, onText);
      switch (attempt.kind) {
        case 'reply':
          return attempt.reply;
        case 'changed':
          if (++changes > CHANGES) throw llmFailed(host, 'it refuses every form of the request');
          break;
        case 'slow-down':
          if (++slow > SLOW_TRIES) throw llmFailed(host, `${attempt.reason} (${slow} tries)`);
          // With a time of its own the limiter holds everybody back.
          if (attempt.waitMs === undefined) await this.#wait(slow - 1, signal);
          break;
        case 'unavailable': {
          const { waitMs = 0, reason, reached } = attempt;
          const late = waitMs > LONGEST_WAIT_MS;
          if (++failures >= TRIES || late) {
            const tries = failures === 1 ? '1 try' : `${failures} tries`;
            const wait = late ? `, and wants to be left alone for ${Math.ceil(waitMs / 1000)} s` : '';
            throw (reached ? llmFailed : llmErrors.failed)(host, `${reason}${wait} (${tries})`);
          }
          if (attempt.waitMs === undefined) await this.#wait(failures - 1, signal);
          break;
        }
        case 'quota-gone':
          throw attempt.error;
      }
    }
  }

  /** One request, from its turn until what it took is counted. */
  async #once(
    limiter: SharedLimiter,
    request: LlmRequest,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Attempt> {
    const { host } = this.#transport;
    const schema = request.schema === undefined ? 0 : JSON.stringify(request.schema).length;
    const ask = {
      inputTokens: estimatePrompt(request.messages) + Math.ceil(schema / 3),
      outputTokens: request.maxOutputTokens,
    };
    const turn = await limiter.admit(ask, signal, this.#onPause);
    if (turn.kind === 'too-large') throw contextOverflow(host, `its limits allow ${turn.limit} tokens`);
    if (turn.kind === 'paused') throw pausedUntil(host, turn.untilMs, turn.reason);
    const { reservation } = turn;
    let spent: Spent = 'unknown';
    try {
      const attempt = await this.#transport.attempt(request, signal, onText);
      spent = spentOf(attempt);
      if (attempt.kind === 'slow-down') limiter.slowDown(reservation, attempt.waitMs);
      else {
        const waitMs = attempt.kind === 'reply' ? attempt.holdMs : attempt.kind === 'changed' ? 0 : attempt.waitMs;
        if (waitMs !== undefined && waitMs > 0) limiter.hold(waitMs);
      }
      return attempt;
    } catch (error) {
      // What the provider refused outright it did not count.
      if (error instanceof AppError) spent = 'nothing';
      throw error;
    } finally {
      await limiter.settle(reservation, spent);
    }
  }

  async #wait(tries: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(jitterMs(tries, this.#clock.random(), LONGEST_JITTER_MS), signal);
  }
}

function spentOf(attempt: Attempt): Spent {
  switch (attempt.kind) {
    case 'reply':
      return attempt.reply.usage;
    case 'changed':
      return attempt.wasted ?? 'nothing';
    case 'unavailable':
      return attempt.spent ? 'unknown' : 'nothing';
    case 'slow-down':
    case 'quota-gone':
      return 'nothing';
  }
}
