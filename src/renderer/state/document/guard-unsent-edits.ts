import { hasUnsent } from './unsent-edits.ts';

/** Has the browser ask before edits go with their page; returns the function that stops it. */
export function guardUnsentEdits(): () => void {
  const guard = (event: BeforeUnloadEvent): void => {
    if (hasUnsent()) event.preventDefault();
  };
  window.addEventListener('beforeunload', guard);
  return () => window.removeEventListener('beforeunload', guard);
}
