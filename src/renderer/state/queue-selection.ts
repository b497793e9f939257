import { store } from './store.ts';

/** Which jobs of the queue are selected, and which one the keys are on. */
export const queueSelection = store<{ readonly ids: ReadonlySet<number>; readonly current?: number }>({
  ids: new Set(),
});

/** Selects one job alone. */
export function selectJob(id: number): void {
  queueSelection.setState({ ids: new Set([id]), current: id });
}

/** Adds a job to those selected or takes it out. */
export function toggleJob(id: number): void {
  const ids = new Set(queueSelection.getState().ids);
  if (!ids.delete(id)) ids.add(id);
  queueSelection.setState({ ids, current: id });
}

/** Selects everything from the current job to this one, in the order shown. */
export function selectTo(id: number, shown: readonly number[]): void {
  const { current } = queueSelection.getState();
  const from = shown.indexOf(current ?? id);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) return selectJob(id);
  const { ids } = queueSelection.getState();
  const span = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  queueSelection.setState({ ids: new Set([...ids, ...span]), current: id });
}

export function selectAll(shown: readonly number[]): void {
  queueSelection.setState({ ids: new Set(shown) });
}

/** Forgets jobs that are gone. */
export function keepSelected(shown: ReadonlySet<number>): void {
  const { ids, current } = queueSelection.getState();
  const kept = [...ids].filter((id) => shown.has(id));
  const gone = current !== undefined && !shown.has(current);
  if (kept.length === ids.size && !gone) return;
  queueSelection.setState({ ids: new Set(kept), ...(gone || current === undefined ? {} : { current }) }, true);
}

/** What an action on a job means: all selected ones when it is one of them, else it alone. */
export function actedOn(id: number): readonly number[] {
  const { ids } = queueSelection.getState();
  return ids.has(id) ? [...ids] : [id];
}
