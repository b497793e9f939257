import { AppError } from '../../../src/shared/app-error.ts';
import type { JobHandlers, JobPolicies } from '../../../src/engine/protocol/contract.ts';
import type { Transport } from '../../../src/engine/protocol/transport.ts';

/** What a test worker can do to itself; every transport does it its own way. */
export interface World {
  readonly raw: Transport;
  /** Stops giving signs of life for ever. */
  hang(): void;
  exit(code: number): void;
}

/** The jobs with which the conformance suite provokes every case. */
export interface TestJobs {
  echo(input: unknown): unknown;
  count(input: { to: number; everyMs: number }, emit: (value: number) => void): number;
  wait(input: { ms: number }): string;
  stubborn(input: unknown, emit: (event: string) => void): string;
  uninterruptible(input: unknown, emit: (event: string) => void): string;
  fail(input: 'app-error' | 'plain' | 'text'): never;
  unclonableResult(input: unknown): unknown;
  unclonableEvent(input: unknown, emit: (event: unknown) => void): unknown;
  eventsAfterResult(input: unknown, emit: (event: string) => void): string;
  hang(input: unknown): never;
  exit(input: number): never;
  fault(input: unknown): never;
  forgeOldFrames(input: unknown, emit: (event: string) => void): string;
  garbage(input: readonly unknown[]): string;
  log(input: string): string;
  environment(input: unknown): Readonly<Record<string, string | undefined>>;
  missing(input: unknown): never;
}

const cooperative = { cancel: 'cooperative' } as const;

export const testPolicies: JobPolicies<TestJobs> = {
  echo: cooperative,
  count: cooperative,
  wait: cooperative,
  stubborn: { cancel: 'cooperative', cancelGraceMs: 200 },
  uninterruptible: { cancel: 'terminate' },
  fail: cooperative,
  unclonableResult: cooperative,
  unclonableEvent: cooperative,
  eventsAfterResult: cooperative,
  hang: cooperative,
  exit: cooperative,
  fault: cooperative,
  forgeOldFrames: cooperative,
  garbage: cooperative,
  log: cooperative,
  environment: cooperative,
  missing: cooperative,
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const forever = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The worker side of `TestJobs`; `missing` is left out on purpose. */
export function testHandlers(world: World): JobHandlers<TestJobs> {
  const seen = { generation: 0, requestId: 0 };
  world.raw.onFrame((frame) => {
    const { type, generation, requestId } = frame as { type: string; generation: number; requestId: number };
    if (type === 'request') Object.assign(seen, { generation, requestId });
  });
  const handlers: Omit<JobHandlers<TestJobs>, 'missing'> = {
    echo: (input) => Promise.resolve(input),
    async count({ to, everyMs }, { emit, signal }) {
      for (let value = 1; value <= to; value++) {
        if (everyMs > 0) await sleep(everyMs);
        signal.throwIfAborted();
        emit(value);
      }
      return to;
    },
    wait: ({ ms }, { signal }) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve('done'), ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason as AppError);
        });
      }),
    async stubborn(_input, { emit }) {
      emit('started');
      await sleep(20_000);
      return 'too late';
    },
    uninterruptible(_input, { emit }) {
      emit('started');
      return forever();
    },
    fail(kind) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what libraries do
      if (kind === 'text') return Promise.reject('just text');
      if (kind === 'plain') throw new TypeError('a plain fault');
      const parts = { what: 'What ü.', meaning: 'Meaning.', action: 'Action.' };
      throw new AppError('model-corrupt', parts, {
        details: { path: 'a b', n: 3, ok: false },
        cause: new Error('why'),
      });
    },
    unclonableResult: () => Promise.resolve({ values: [1, () => 1] }),
    async unclonableEvent(_input, { emit }) {
      emit({ call: () => 1 });
    },
    async eventsAfterResult(_input, { emit }) {
      setTimeout(() => emit('late'), 10);
      emit('early');
      return 'result';
    },
    async hang() {
      await sleep(20);
      world.hang();
      return forever();
    },
    async exit(code) {
      world.exit(code);
      return forever();
    },
    fault() {
      setTimeout(() => {
        throw new RangeError('nobody owns this');
      }, 5);
      return forever();
    },
    async forgeOldFrames(_input, { emit }) {
      const { generation, requestId } = seen;
      const old = { generation: generation - 1, requestId };
      world.raw.post({ ...old, type: 'event', event: 'stale' });
      world.raw.post({ ...old, type: 'result', output: 'stale' });
      emit('fresh');
      return 'fresh';
    },
    async garbage(frames) {
      for (const frame of frames) world.raw.post(frame);
      return 'still alive';
    },
    async log(text, { log }) {
      log.info(text, { from: 'job' });
      log.warn(text, { call: () => 1 });
      return 'logged';
    },
    environment: () => Promise.resolve({ ...process.env }),
  };
  return handlers as JobHandlers<TestJobs>;
}

/** Blocks this thread's event loop for ever; only a kill from outside ends it. */
export function blockForever(): never {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (;;) Atomics.wait(cell, 0, 0);
}
