/** Documents whose edits wait for the studio, those that were left since among them. */
const waiting = new Set<object>();

/** Says whether edits of a document wait for the studio. */
export function setUnsent(session: object, isWaiting: boolean): void {
  if (isWaiting) waiting.add(session);
  else waiting.delete(session);
}

/** Has the browser ask before edits go with their page; returns the function that stops it. */
export function guardUnsentEdits(): () => void {
  const guard = (event: BeforeUnloadEvent): void => {
    if (waiting.size > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', guard);
  return () => window.removeEventListener('beforeunload', guard);
}
