import type { PenState } from '../contract/link.ts';

/** How long the pen waits for a window whose connection was lost, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Which window of a library may change things. The first holds the pen until it is gone for a while or another one takes
 * it; windows that come while it is free get it, those that are there take it when their user says so.
 */
export class Pen {
  #holder: string | undefined;
  #grace: NodeJS.Timeout | undefined;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  stateFor(client: string | undefined): PenState {
    if (this.#holder === undefined) return 'free';
    return this.#holder === client ? 'held' : 'elsewhere';
  }

  /** A window connected. */
  arrive(client: string): void {
    if (this.#holder === undefined) this.take(client);
    else if (this.#holder === client) this.#keep();
  }

  /** A window is gone; it may come back. */
  leave(client: string): void {
    if (this.#holder !== client) return;
    this.#keep();
    this.#grace = setTimeout(() => this.#free(), GRACE_MS);
    this.#grace.unref();
  }

  /** The user of a window wants to write there. */
  take(client: string): void {
    this.#keep();
    if (this.#holder === client) return;
    this.#holder = client;
    this.#onChange();
  }

  /** Ends the wait for a lost window. */
  close(): void {
    this.#keep();
  }

  #free(): void {
    this.#holder = undefined;
    this.#onChange();
  }

  #keep(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
  }
}
