import { useState } from 'react';

/**
 * Gives the focus back when a window over the others closes, to where it was when this was first called: before anything in
 * the window has taken it. For `onCloseAutoFocus`, which knows only what it sees once the window is there.
 */
export function useFocusBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    // Nothing but a trigger of its own would get the focus back otherwise.
    event.preventDefault();
    const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
    (isThere ? before : document.getElementById('content'))?.focus({ preventScroll: true });
  };
}
