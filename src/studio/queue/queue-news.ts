import type { StudioEvents } from '../../contract/events.ts';
import type { EventBus } from '../event-bus.ts';

/** Changes that come closer together than this are told as one. */
const GATHER_MS = 50;

/** Tells listeners of the queue that jobs started, stopped or ended, once their rows say so. */
export class QueueNews {
  readonly #events: Pick<EventBus, 'emit'>;
  readonly #ids = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #telling: StudioEvents['queue'] | undefined;

  constructor(events: Pick<EventBus, 'emit'>) {
    this.#events = events;
  }

  /** The row of a job is another one now. */
  add(id: number): void {
    this.#ids.add(id);
    this.#timer ??= setTimeout(() => this.tell(), GATHER_MS);
  }

  /** Tells at once what waits. */
  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#ids.size === 0) return;
    this.#telling = { ids: [...this.#ids] };
    this.#ids.clear();
    this.#events.emit('queue', this.#telling);
    this.#telling = undefined;
  }

  /** Whether an event is from here: the queue need not be woken by what it did itself. */
  isOwn(news: StudioEvents['queue']): boolean {
    return news === this.#telling;
  }
}
