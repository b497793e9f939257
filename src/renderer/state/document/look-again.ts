import type { JobEvent } from '../../../contract/job-events.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';

/** A look costs the studio about a second of work, so looks take this share of the time at most. */
const MOST_SHARE = 0.1;
const LEAST_REST_MS = 3000;
const MOST_REST_MS = 60_000;
/** What comes together, such as the end of a stage and the words it wrote, is looked at once. */
const GATHER_MS = 300;

/** What came of a look. `more`: there is more to come, which will be told; `trouble`: nobody knows, so it is tried again. */
export type Seen = 'enough' | 'more' | 'trouble';

/** How urgent what a job tells is. `soon`: something is there as a whole. `now and then`: there is a little more of it. */
function urgencyOf({ event }: JobEvent): 'soon' | 'now and then' | undefined {
  const { type } = event;
  if (type === 'finished' || type === 'stopped' || type === 'fetched') return 'soon';
  if (type !== 'pipeline') return undefined;
  const told = event.event;
  if (told.type === 'stage') return told.state === 'started' ? undefined : 'soon';
  return told.type === 'text' ? 'now and then' : undefined;
}

/**
 * Calls `look` at once, and again whenever a job got further or there was trouble, one look at a time, until it says that it
 * has seen enough. Words that come all the time are looked at with rests that grow with what a look takes. Returns the
 * function that ends it; `look` gets a signal for that. It must not reject.
 */
export function lookAgain(api: StudioApi, id: number, look: (signal: AbortSignal) => Promise<Seen>): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let restUntil = 0;
  let busy = false;
  let again: 'soon' | 'now and then' | undefined;
  const stops = [
    api.on('job', (event) => {
      const urgency = event.jobId === id ? urgencyOf(event) : undefined;
      if (urgency !== undefined) plan(urgency);
    }),
    api.on('queue', ({ ids }) => {
      if (ids.length === 0 || ids.includes(id)) plan('soon');
    }),
  ];
  const end = (): void => {
    ended.abort();
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
  const run = async (): Promise<void> => {
    timer = undefined;
    dueAt = Infinity;
    busy = true;
    again = undefined;
    const startedAt = performance.now();
    const seen = await look(ended.signal);
    busy = false;
    if (ended.signal.aborted) return;
    if (seen === 'enough') return end();
    // The job may have told its last.
    if (seen === 'trouble') again ??= 'now and then';
    const took = performance.now() - startedAt;
    restUntil = performance.now() + Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, took / MOST_SHARE));
    if (again !== undefined) plan(again);
  };
  function plan(urgency: 'soon' | 'now and then'): void {
    if (ended.signal.aborted) return;
    if (busy) {
      again = again === 'soon' ? again : urgency;
      return;
    }
    const now = performance.now();
    const at = urgency === 'soon' ? now + GATHER_MS : Math.max(now + GATHER_MS, restUntil);
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => void run(), at - now);
  }
  void run();
  return end;
}
