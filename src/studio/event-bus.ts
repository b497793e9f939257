import type { EventName, StudioEvents } from '../contract/events.ts';
import { describeUnknown } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';

type Listener = (event: never) => void;

/** Passes the studio's events to whoever listens. A listener that throws does not keep the others from hearing. */
export class EventBus {
  readonly #listeners = new Map<EventName, Set<Listener>>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Listens; returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all);
    // An entry of its own, so that the same function may listen twice.
    const entry: Listener = (event) => listener(event);
    all.add(entry);
    return () => void all.delete(entry);
  }

  emit<Name extends EventName>(name: Name, event: StudioEvents[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(event as never);
      } catch (error) {
        this.#log.warn(`A listener of "${name}" failed: ${describeUnknown(error)}`);
      }
    }
  }
}
