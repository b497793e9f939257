import { store, useStored } from '../state/store.ts';

const spoken = store<{ readonly text: string }>({ text: '' });
const GAP_MS = 1000;
let lastMs = -Infinity;

/** Says something to screen readers, politely; faster than once a second only what is `now` important. */
export function announce(text: string, now = false): void {
  const ms = performance.now();
  if (!now && ms - lastMs < GAP_MS) return;
  lastMs = ms;
  spoken.setState({ text: '' });
  spoken.setState({ text });
}

export function LiveRegion() {
  const text = useStored(spoken, (state) => state.text);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
