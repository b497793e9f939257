/** Amounts of named resources, such as processor cores or downloads at a time. */
export type Amounts = Readonly<Record<string, number>>;

/** What a piece of work holds until it is given back. */
export interface Lease {
  /** Gives it back; a second call does nothing. */
  release(): void;
}

/**
 * What may be in use at the same time on this machine. Nobody waits here: work that gets no lease is tried again when one
 * is given back, in the order of the queue, so a small job never overtakes a large one for the same resource forever.
 */
export class ResourcePool {
  readonly #capacity: Map<string, number>;
  readonly #used = new Map<string, number>();

  constructor(capacity: Amounts) {
    this.#capacity = new Map(Object.entries(capacity));
  }

  /** Changes what there is. Leases that are out stay, so more may be in use than there is for a while. */
  resize(capacity: Amounts): void {
    for (const [name, amount] of Object.entries(capacity)) this.#capacity.set(name, amount);
  }

  /** How much of a resource is free, never below 0. */
  free(name: string): number {
    return Math.max(0, (this.#capacity.get(name) ?? 0) - (this.#used.get(name) ?? 0));
  }

  /** All of what is needed, or nothing. A need above the whole capacity is met by the whole capacity. */
  tryAcquire(needs: Amounts): Lease | undefined {
    const wanted = Object.entries(needs).map(
      ([name, amount]) => [name, Math.min(amount, this.#capacity.get(name) ?? 0)] as const,
    );
    if (wanted.some(([name, amount]) => amount > this.free(name))) return undefined;
    for (const [name, amount] of wanted) this.#used.set(name, (this.#used.get(name) ?? 0) + amount);
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        for (const [name, amount] of wanted) this.#used.set(name, (this.#used.get(name) ?? 0) - amount);
      },
    };
  }
}
