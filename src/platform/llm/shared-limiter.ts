import { createHash } from 'node:crypto';
import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import {
  Limiter,
  type LimiterOptions,
  type PauseReason,
  type Reservation,
  type Spent,
  type TokenAsk,
} from '../../core/llm/limiter/limiter.ts';
import { type LlmSpec, llmHost } from '../../core/llm/llm-spec.ts';
import type { RequestClock } from '../net/request-clock.ts';

/** What became of a request that asked to go. */
export type Turn =
  | { readonly kind: 'go'; readonly reservation: Reservation }
  | { readonly kind: 'paused'; readonly untilMs: number; readonly reason: PauseReason }
  | { readonly kind: 'too-large'; readonly limit: number };

/** Told that requests wait until a time, in milliseconds since 1970. */
export type PauseListener = (pause: { readonly untilMs: number; readonly reason: PauseReason | 'rate' }) => void;

/** Longer waits end the call, which says until when. */
const LONGEST_WAIT_MS = 60_000;
/** Shorter waits are nobody's business. */
const TOLD_FROM_MS = 2_000;

/** The limits of one account, for all engines of this process that use it: who comes first goes first. */
export class SharedLimiter {
  readonly #limiter: Limiter;
  readonly #clock: RequestClock;
  readonly #save: (state: string) => Promise<void>;
  #line: Promise<void> = Promise.resolve();
  #wake = new AbortController();

  constructor(limiter: Limiter, clock: RequestClock, save: (state: string) => Promise<void>) {
    this.#limiter = limiter;
    this.#clock = clock;
    this.#save = save;
  }

  /** Waits for a turn. What is reserved is on the disk when this resolves. Rejects when the signal aborts or nothing can be kept. */
  async admit(ask: TokenAsk, signal: AbortSignal, onPause: PauseListener): Promise<Turn> {
    const before = this.#line;
    let leave = (): void => undefined;
    const mine = new Promise<void>((resolve) => (leave = resolve));
    this.#line = before.then(() => mine);
    try {
      await unlessAborted(before, signal);
      return await this.#first(ask, signal, onPause);
    } finally {
      leave();
    }
  }

  async #first(ask: TokenAsk, signal: AbortSignal, onPause: PauseListener): Promise<Turn> {
    for (;;) {
      signal.throwIfAborted();
      const nowMs = this.#clock.wallMs();
      const verdict = this.#limiter.reserve(ask, nowMs);
      switch (verdict.kind) {
        case 'go':
          try {
            await this.#keep();
          } catch (error) {
            // Not sent, so not spent.
            this.#limiter.settle(verdict.reservation, 'nothing');
            throw error;
          }
          return verdict;
        case 'too-large':
          return verdict;
        case 'paused':
        case 'wait': {
          const waitMs = verdict.untilMs - nowMs;
          const reason = verdict.kind === 'paused' ? verdict.reason : 'rate';
          if (waitMs >= TOLD_FROM_MS) onPause({ untilMs: verdict.untilMs, reason });
          if (verdict.kind === 'paused' && waitMs > LONGEST_WAIT_MS) return verdict;
          await this.#rest(waitMs, signal);
          break;
        }
        case 'busy':
          await this.#rest(LONGEST_WAIT_MS, signal);
      }
    }
  }

  /** Puts a reservation right. What cannot be kept now is kept with the next one, before it is sent. */
  async settle(reservation: Reservation, spent: Spent): Promise<void> {
    this.#limiter.settle(reservation, spent);
    this.#awake();
    await this.#keep().catch(() => undefined);
  }

  /** Other limits from now on; who waits asks again. */
  limitTo(options: Omit<LimiterOptions, 'state'>): void {
    this.#limiter.limitTo(options);
    this.#awake();
  }

  slowDown(reservation: Reservation, waitMs: number | undefined): void {
    this.#limiter.slowDown(reservation, waitMs, this.#clock.wallMs());
  }

  hold(waitMs: number): void {
    this.#limiter.hold(this.#clock.wallMs() + waitMs);
  }

  spentUsd(): number {
    return this.#limiter.spentUsd(this.#clock.wallMs());
  }

  #keep(): Promise<void> {
    return this.#save(this.#limiter.state(this.#clock.wallMs()));
  }

  #awake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Sleeps, until a request on its way has ended at the latest. */
  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    const wake = this.#wake.signal;
    await this.#clock.sleep(ms, AbortSignal.any([signal, wake])).catch((cause: unknown) => {
      signal.throwIfAborted();
      if (!wake.aborted) throw cause;
    });
  }
}

const shared = new WeakMap<LimiterStore, Map<string, Promise<SharedLimiter>>>();

/**
 * The limiter of the account that a spec and key mean, the same for all engines over one store; its limits are those of the
 * spec that came last. Rejects as the store does.
 */
export function sharedLimiter(
  store: LimiterStore,
  spec: LlmSpec,
  key: string | undefined,
  parallel: number,
  clock: RequestClock,
): Promise<SharedLimiter> {
  const name = accountOf(spec, key);
  let known = shared.get(store);
  if (known === undefined) shared.set(store, (known = new Map<string, Promise<SharedLimiter>>()));
  const { limits = {}, prices } = spec;
  const before = known.get(name);
  if (before !== undefined)
    return before.then((limiter) => {
      limiter.limitTo({ limits, prices, parallel });
      return limiter;
    });
  const limiter = store.load(name).then((state) => {
    const fresh = new Limiter({ limits, prices, parallel, state });
    return new SharedLimiter(fresh, clock, (text) => store.save(name, text));
  });
  known.set(name, limiter);
  limiter.catch(() => known.delete(name));
  return limiter;
}

/** Stands for host, key and family of the model; the key cannot be found out from it. */
export function accountOf(spec: LlmSpec, key: string | undefined): string {
  const family = spec.model.toLowerCase().replace(/[-:@_]?(\d{4,}|latest|instruct|q\d\w*)\b.*$/, '');
  return createHash('sha256')
    .update(JSON.stringify([spec.kind, llmHost(spec), key ?? '', family]))
    .digest('hex')
    .slice(0, 32);
}

function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve).finally(() => signal.removeEventListener('abort', stop));
  });
}
