/** A set of callbacks that can be notified in the order they subscribed; the base of every transport. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  /** Subscribes; returns the unsubscribe function. */
  add(listener: (value: Value) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  notify(value: Value): void {
    for (const listener of [...this.#all]) listener(value);
  }
}

/** Something that happens at most once; who subscribes afterwards hears of it at once. */
export class OnceSignal {
  readonly #listeners = new Listeners<undefined>();
  #fired = false;

  get fired(): boolean {
    return this.#fired;
  }

  add(listener: () => void): () => void {
    if (!this.#fired) return this.#listeners.add(listener);
    listener();
    return () => undefined;
  }

  fire(): void {
    if (this.#fired) return;
    this.#fired = true;
    this.#listeners.notify(undefined);
  }
}
