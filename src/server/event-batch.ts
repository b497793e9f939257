import type { SentEvent } from '../contract/link.ts';

/** More than this waits for nobody: the window is told that something is missing and looks again. */
const MOST = 2_000;

/**
 * Events on their way to one window. What a later one makes pointless is left out: progress of the same job and kind,
 * the queue that changed twice. Nothing of documents and the queue is ever lost.
 */
export class EventBatch {
  readonly #waiting = new Map<string, SentEvent>();
  #seq = 0;
  #count = 0;

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  add(event: SentEvent): void {
    this.#seq++;
    const key = keyOf(event) ?? `#${this.#count++}`;
    const earlier = this.#waiting.get(key);
    if (earlier === undefined && this.#waiting.size >= MOST && isDroppable(event)) return;
    // At the end again, so that order tells what came last.
    this.#waiting.delete(key);
    this.#waiting.set(key, earlier === undefined ? event : joined(earlier, event));
    // One that replaces another leaves no gap behind.
    if (earlier !== undefined) this.#seq--;
  }

  /** Everything that waits, and the number of the last. */
  take(): { readonly seq: number; readonly events: readonly SentEvent[] } {
    const events = [...this.#waiting.values()];
    this.#waiting.clear();
    return { seq: this.#seq, events };
  }
}

/** Equal keys: the later one says all that the earlier one did. */
function keyOf(event: SentEvent): string | undefined {
  switch (event[0]) {
    case 'queue':
      return 'queue';
    case 'document':
      // A window knows the contents that it made itself; one made elsewhere must not vanish behind them.
      return `document ${event[1].id} ${event[1].head ?? ''}`;
    case 'models':
      return event[1].type === 'progress' ? `models ${event[1].id}` : undefined;
    case 'job': {
      const { jobId, event: told } = event[1];
      if (told.type === 'fetching') return `job ${jobId} fetching`;
      if (told.type !== 'pipeline') return undefined;
      const { type } = told.event;
      return type === 'progress' || type === 'position' ? `job ${jobId} ${type}` : undefined;
    }
    case 'media':
      return `media ${event[1].id} ${event[1].track ?? ''}`;
    case 'redecode':
      return `redecode ${event[1].call}`;
    case 'snippets':
      return `snippets ${event[1].call}`;
    case 'language':
      return `language ${event[1].id} ${event[1].kind} ${event[1].language ?? ''} ${event[1].call ?? ''}`;
    case 'notice':
      break;
  }
  return undefined;
}

function isDroppable([name]: SentEvent): boolean {
  return name !== 'document' && name !== 'queue';
}

function joined(earlier: SentEvent, later: SentEvent): SentEvent {
  if (earlier[0] !== 'queue' || later[0] !== 'queue') return later;
  return ['queue', { ids: [...new Set([...earlier[1].ids, ...later[1].ids])] }];
}
