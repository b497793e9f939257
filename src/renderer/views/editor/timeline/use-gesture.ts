import { type PointerEvent, useCallback, useEffect, useRef } from 'react';

/** A press and what follows until the button is let go. */
export interface Gesture<Target> {
  readonly target: Target;
  /** Place of the press in the element, pixels. */
  readonly x: number;
  readonly y: number;
}

export interface GestureMoves<Target> {
  /** What a press here takes hold of; undefined: nothing. */
  readonly press: (x: number, y: number, event: PointerEvent) => Target | undefined;
  /** Called for each move once the pointer has left the spot. */
  readonly drag: (gesture: Gesture<Target>, x: number, y: number, event: PointerEvent<HTMLElement>) => void;
  readonly drop: (gesture: Gesture<Target>, x: number, y: number, event: PointerEvent) => void;
  /** It was let go where it was pressed. */
  readonly click: (gesture: Gesture<Target>, event: PointerEvent) => void;
  readonly hover: (x: number, y: number, event: PointerEvent<HTMLElement>) => void;
  /** Escape, or the system took the pointer away. */
  readonly cancel: () => void;
}

const SPOT_PX = 4;

/** Tells clicks from drags, and cancels a drag on Escape. */
export function useGesture<Target>(moves: GestureMoves<Target>) {
  const held = useRef<Gesture<Target> & { isDrag: boolean }>(undefined);
  const latest = useRef(moves);
  useEffect(() => {
    latest.current = moves;
  });
  const cancel = useCallback((): void => {
    if (held.current === undefined) return;
    held.current = undefined;
    latest.current.cancel();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || held.current === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [cancel]);
  const placeOf = (event: PointerEvent<HTMLElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0 || held.current !== undefined) return;
      const [x, y] = placeOf(event);
      const target = moves.press(x, y, event);
      if (target === undefined) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { target, x, y, isDrag: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const [x, y] = placeOf(event);
      const gesture = held.current;
      if (gesture === undefined) {
        moves.hover(x, y, event);
        return;
      }
      gesture.isDrag ||= Math.hypot(x - gesture.x, y - gesture.y) > SPOT_PX;
      if (gesture.isDrag) moves.drag(gesture, x, y, event);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const gesture = held.current;
      if (gesture === undefined || event.button !== 0) return;
      held.current = undefined;
      const [x, y] = placeOf(event);
      if (gesture.isDrag) moves.drop(gesture, x, y, event);
      else moves.click(gesture, event);
    },
    onPointerCancel: cancel,
  };
}
