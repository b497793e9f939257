import { toAppError, type AppError } from '../../shared/app-error.ts';
import type { CancelPolicy } from '../protocol/contract.ts';

/** One request that the worker has not answered yet. */
export interface PendingRequest {
  readonly id: number;
  readonly job: string;
  readonly policy: CancelPolicy;
  /** Why the caller no longer wants the answer; it then gets this instead, whatever the worker says. */
  stopReason: AppError | undefined;
  graceTimer: NodeJS.Timeout | undefined;
}

interface Entry extends PendingRequest {
  readonly on: ((event: never) => void) | undefined;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/** The open requests of one worker. Each settles exactly once; answers to unknown ids are ignored. */
export class PendingRequests {
  readonly #open = new Map<number, Entry>();
  #nextId = 1;

  add(job: string, policy: CancelPolicy, on?: (event: never) => void): [PendingRequest, Promise<unknown>] {
    const id = this.#nextId++;
    let entry: Entry | undefined;
    const promise = new Promise<unknown>((resolve, reject) => {
      entry = { id, job, policy, on, resolve, reject, stopReason: undefined, graceTimer: undefined };
      this.#open.set(id, entry);
    });
    return [entry as unknown as PendingRequest, promise];
  }

  isOpen(id: number): boolean {
    return this.#open.has(id);
  }

  /** Hands an event to the caller; a listener that throws yields its error, for the owner to stop the request with. */
  event(id: number, event: unknown): { readonly request: PendingRequest; readonly error: AppError } | undefined {
    const entry = this.#open.get(id);
    if (entry?.on === undefined || entry.stopReason !== undefined) return undefined;
    try {
      entry.on(event as never);
      return undefined;
    } catch (error) {
      return { request: entry, error: toAppError(error) };
    }
  }

  resolve(id: number, output: unknown): void {
    const entry = this.#take(id);
    if (entry?.stopReason !== undefined) entry.reject(entry.stopReason);
    else entry?.resolve(output);
  }

  reject(id: number, error: AppError): void {
    const entry = this.#take(id);
    entry?.reject(entry.stopReason ?? error);
  }

  rejectAll(error: AppError): void {
    for (const id of [...this.#open.keys()]) this.reject(id, error);
  }

  #take(id: number): Entry | undefined {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    clearTimeout(entry?.graceTimer);
    return entry;
  }
}
