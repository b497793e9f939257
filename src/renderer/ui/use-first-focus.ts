import { type RefObject, useEffect, useRef } from 'react';

const MARKED = '[data-first-focus]';
/** What can have the focus in the body or the foot of a dialog. */
const FIRST = ['input', 'select', 'textarea', 'button', '[tabindex="0"]']
  .map((each) => `[data-dialog-part] ${each}:not(:disabled, [hidden], [tabindex="-1"])`)
  .join();

/**
 * Gives the focus to what says `data-first-focus` in a window over the others, or else to the first thing there is to do: the
 * button that closes comes first, and its hint would take the first Escape. What says so and comes later, with an answer of
 * the studio, gets the focus then, unless it was moved meanwhile. For `onOpenAutoFocus`.
 */
export function useFirstFocus(content: RefObject<HTMLElement | null>): (event: Event) => void {
  const watch = useRef<MutationObserver>(undefined);
  useEffect(() => () => watch.current?.disconnect(), []);
  return (event) => {
    event.preventDefault();
    const box = content.current;
    if (box === null) return;
    const marked = box.querySelector<HTMLElement>(MARKED);
    (marked ?? box.querySelector<HTMLElement>(FIRST) ?? box).focus({ preventScroll: true });
    if (marked !== null) return;
    const had = document.activeElement;
    watch.current = new MutationObserver((_changes, observer) => {
      const late = box.querySelector<HTMLElement>(MARKED);
      if (late === null) return;
      observer.disconnect();
      const { activeElement } = document;
      // What had the focus may have gone when this came.
      if ([had, box, document.body].includes(activeElement)) late.focus({ preventScroll: true });
    });
    watch.current.observe(box, { childList: true, subtree: true });
  };
}
