/** More than this are not remembered: events that never came. */
const MOST = 200;

/**
 * Tells changes made here from those made elsewhere. Each change has an answer (here) and an event (for all), in any
 * order; a head that an event names and no answer explains is somebody else's.
 */
export class KnownHeads {
  /** Answered, and the event has not come yet. */
  #answered: string[] = [];
  /** Told by events before any answer. */
  #early: string[] = [];
  #foreign = false;

  /** An answer says that this is the content now. */
  answer(head: string): void {
    const early = this.#early.indexOf(head);
    if (early >= 0) {
      this.#early.splice(early, 1);
      this.#answered = [];
    } else this.#answered = [...this.#answered, head].slice(-MOST);
  }

  /** An event says so. False: nothing to look at. `waits`: answers are on their way and may explain it. */
  event(head: string | undefined, now: string, waits: boolean): boolean {
    if (head === undefined) {
      this.#foreign = true;
      return true;
    }
    const answered = this.#answered.indexOf(head);
    if (answered >= 0) this.#answered.splice(0, answered + 1);
    if (answered >= 0 || head === now) return false;
    if (waits) this.#early.push(head);
    else this.#foreign = true;
    return true;
  }

  /** Whether the document was changed elsewhere since it was looked at. Ask when no answer is on its way. */
  get isForeign(): boolean {
    return this.#foreign || this.#early.length > 0;
  }

  /** The document is being looked at from now on: what was told before counts no more. */
  look(): void {
    this.#foreign = false;
    this.#early = [];
  }

  /** It was looked at and found so. */
  looked(head: string): void {
    const early = this.#early.indexOf(head);
    if (early >= 0) this.#early.splice(0, early + 1);
  }
}
