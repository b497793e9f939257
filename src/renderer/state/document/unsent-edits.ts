/** Documents whose edits wait for the studio, those that were left since among them. */
const waiting = new Set<object>();

/** Says whether edits of a document wait for the studio. */
export function setUnsent(session: object, isWaiting: boolean): void {
  if (isWaiting) waiting.add(session);
  else waiting.delete(session);
}

/** Whether edits of any document wait for the studio. */
export function hasUnsent(): boolean {
  return waiting.size > 0;
}
