import { type RefObject, useEffect, useRef } from 'react';

/**
 * Brings the focus to the card of the doubts and back to where it was before. When the last doubt was answered in there
 * (`isEmpty`), what stands in its place gets it.
 */
export function useCardFocus(isEmpty: boolean): {
  readonly card: RefObject<HTMLDivElement | null>;
  readonly enter: () => void;
  /** False when there is nowhere to go back to. */
  readonly leave: () => boolean;
} {
  const card = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement>(undefined);
  const wasInside = useRef(false);
  useEffect(() => {
    const follow = (): void => {
      wasInside.current = card.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  useEffect(() => {
    if (isEmpty && wasInside.current && document.activeElement === document.body) card.current?.focus();
  }, [isEmpty]);
  const enter = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement !== document.body && !inside(card.current, activeElement))
      before.current = activeElement;
    requestAnimationFrame(() => card.current?.focus());
  };
  const leave = (): boolean => {
    const target = before.current;
    before.current = undefined;
    if (target?.isConnected !== true) return false;
    target.focus();
    return true;
  };
  return { card, enter, leave };
}

function inside(card: HTMLElement | null, element: Element): boolean {
  return card?.contains(element) ?? false;
}
