import { AppError, cancelled, describeUnknown } from '../../shared/app-error.ts';
import type { JobContext, JobHandlers } from '../protocol/contract.ts';
import { encodeError } from '../protocol/error-codec.ts';
import {
  CONNECTION,
  PROTOCOL_VERSION,
  type ConnectFrame,
  type DownFrame,
  type RequestFrame,
  type UpFrame,
} from '../protocol/frames.ts';
import { parseDownFrame } from '../protocol/parse-frames.ts';
import type { Transport } from '../protocol/transport.ts';
import { frameLogger } from './frame-logger.ts';

export interface ServeOptions {
  /** Ends the process, thread or in-memory worker: 0 after an orderly shutdown, 1 otherwise. */
  exit(code: number): void;
}

/** The running server, for the process that owns it. */
export interface EngineServer {
  /** Reports a fault that no request owns (uncaught exception) to the host and exits with 1. */
  fatal(error: unknown): void;
}

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

type AnyHandler = (input: unknown, context: JobContext<unknown>) => Promise<unknown>;

/**
 * Serves jobs over a transport: answers `connect` with `ready` and a heartbeat, runs requests concurrently, each with its
 * own abort signal, and ends each with exactly one result or error frame. Throws in handlers become error frames; a
 * result that cannot be cloned becomes `engine-protocol`. Exits when the host asks or is gone.
 */
export function serveEngine<Jobs extends object>(
  transport: Transport,
  handlers: JobHandlers<Jobs>,
  options: ServeOptions,
): EngineServer {
  const running = new Map<number, Running>();
  let generation = 0;
  let stopping = false;
  let heartbeat: NodeJS.Timeout | undefined;

  const post = (frame: UpFrame): void => transport.post(frame);
  const log = (requestId: number) => frameLogger(requestId, () => generation, post);

  const exit = (code: number): void => {
    clearInterval(heartbeat);
    options.exit(code);
  };

  const fail = (requestId: number, error: unknown): void =>
    post({ type: 'error', generation, requestId, error: encodeError(error) });

  const connect = (frame: ConnectFrame): void => {
    generation = frame.generation;
    if (frame.protocol !== PROTOCOL_VERSION) {
      fail(CONNECTION, protocolMismatch(frame.protocol));
      exit(1);
      return;
    }
    post({ type: 'ready', generation, requestId: CONNECTION, protocol: PROTOCOL_VERSION });
    clearInterval(heartbeat);
    heartbeat = setInterval(
      () => post({ type: 'heartbeat', generation, requestId: CONNECTION }),
      frame.heartbeatMs,
    ).unref();
  };

  const run = async (frame: RequestFrame, handler: AnyHandler, signal: AbortSignal): Promise<void> => {
    const { requestId } = frame;
    let open = true;
    const emit = (event: unknown): void => {
      if (!open || signal.aborted) return;
      postPayload({ type: 'event', generation, requestId, event }, `An event of the job "${frame.job}"`);
    };
    try {
      const output = await handler(frame.input, { signal, emit, log: log(requestId) });
      postPayload({ type: 'result', generation, requestId, output }, `The result of the job "${frame.job}"`);
    } catch (error) {
      fail(requestId, error);
    } finally {
      open = false;
      running.delete(requestId);
    }
  };

  const postPayload = (frame: UpFrame, what: string): void => {
    try {
      post(frame);
    } catch (cause) {
      throw unclonable(what, cause);
    }
  };

  const request = (frame: RequestFrame): void => {
    const { requestId, job } = frame;
    if (stopping) return fail(requestId, cancelled());
    if (running.has(requestId)) {
      log(requestId).warn('the host used a request id twice; the second request was ignored', { job });
      return;
    }
    const handler: unknown = Object.hasOwn(handlers, job) ? handlers[job as keyof Jobs] : undefined;
    if (typeof handler !== 'function') return fail(requestId, unknownJob(job));
    const controller = new AbortController();
    // One turn later, so that a handler that throws or ends at once is already in the map when it is removed.
    const done = Promise.resolve().then(() => run(frame, handler as AnyHandler, controller.signal));
    running.set(requestId, { controller, done });
  };

  const abortAll = (): void => {
    for (const { controller } of running.values()) controller.abort(cancelled());
  };

  const shutdown = (): void => {
    if (stopping) return;
    stopping = true;
    abortAll();
    void Promise.allSettled([...running.values()].map(({ done }) => done)).then(() => exit(0));
  };

  const receive = (frame: DownFrame): void => {
    switch (frame.type) {
      case 'connect':
        return connect(frame);
      case 'request':
        return request(frame);
      case 'cancel':
        return running.get(frame.requestId)?.controller.abort(cancelled());
      case 'shutdown':
        return shutdown();
    }
  };

  transport.onFrame((value) => {
    const frame = parseDownFrame(value);
    if (frame === undefined) return log(CONNECTION).warn('the host sent a malformed frame; it was ignored');
    if (frame.type !== 'connect' && frame.generation !== generation) {
      return log(CONNECTION).warn('the host sent a frame of another generation; it was ignored', { type: frame.type });
    }
    receive(frame);
  });
  transport.onClose(() => {
    abortAll();
    exit(1);
  });

  return {
    fatal(error) {
      log(CONNECTION).warn(`the worker hit a fault that no job owns and exits: ${describeUnknown(error)}`);
      exit(1);
    },
  };
}

function unknownJob(job: string): AppError {
  return new AppError('engine-protocol', {
    what: `The engine does not know the job "${job}".`,
    meaning: 'The program and its engine are from different builds.',
    action: 'Reinstall Voxlane.',
  });
}

function protocolMismatch(theirs: number): AppError {
  return new AppError('engine-protocol', {
    what: `The engine speaks protocol ${PROTOCOL_VERSION}, the program protocol ${theirs}.`,
    meaning: 'They are from different builds and cannot work together.',
    action: 'Reinstall Voxlane.',
  });
}

function unclonable(what: string, cause: unknown): AppError {
  return new AppError(
    'engine-protocol',
    {
      what: `${what} could not be sent (${describeUnknown(cause)}).`,
      meaning: 'This is a defect in Voxlane, not in your file.',
      action: 'Report this message.',
    },
    { cause },
  );
}
