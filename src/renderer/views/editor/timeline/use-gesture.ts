import { type PointerEvent, useCallback, useEffect, useRef } from 'react';
import { edgePan } from './edge-pan.ts';
import { setView, timeline } from './timeline-store.ts';
import { panBy } from './timeline-view.ts';

/** A press and what follows until the button is let go. */
export interface Gesture<Target> {
  readonly target: Target;
  /** Place of the press in the element, pixels. */
  readonly x: number;
  readonly y: number;
}

/** What a drag needs of the pointer's event, which is gone when the view moves under a pointer at rest. */
export interface DragPointer {
  readonly element: HTMLElement;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export interface GestureMoves<Target> {
  /** What a press here takes hold of; undefined: nothing. */
  readonly press: (x: number, y: number, event: PointerEvent) => Target | undefined;
  /** Called for each move once the pointer has left the spot, and for each step that the view moves at its edge. */
  readonly drag: (gesture: Gesture<Target>, x: number, y: number, pointer: DragPointer) => void;
  /** Whether the view moves along when this drag reaches its edge. */
  readonly pans: (gesture: Gesture<Target>) => boolean;
  readonly drop: (gesture: Gesture<Target>, x: number, y: number, event: PointerEvent) => void;
  /** It was let go where it was pressed. */
  readonly click: (gesture: Gesture<Target>, event: PointerEvent) => void;
  readonly hover: (x: number, y: number, event: PointerEvent<HTMLElement>) => void;
  /** Escape, or the system took the pointer away. */
  readonly cancel: () => void;
}

const SPOT_PX = 4;
/** A frame that came late moves the view no further than this. */
const LONGEST_STEP_SECONDS = 0.05;

/** Tells clicks from drags, moves the view when a drag reaches its edge, and cancels a drag on Escape. */
export function useGesture<Target>(moves: GestureMoves<Target>) {
  const held = useRef<Gesture<Target> & { isDrag: boolean }>(undefined);
  const latest = useRef(moves);
  useEffect(() => {
    latest.current = moves;
  });
  const last = useRef<{ readonly x: number; readonly y: number; readonly pointer: DragPointer }>(undefined);
  const frame = useRef<number>(undefined);
  const rest = useCallback((): void => {
    if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    frame.current = undefined;
  }, []);
  useEffect(() => rest, [rest]);
  /** Starts to move the view, and goes on until the pointer leaves the edge or the recording ends. */
  const panAtEdge = (beforeMs: number): void => {
    frame.current ??= requestAnimationFrame((nowMs) => {
      frame.current = undefined;
      const gesture = held.current;
      const at = last.current;
      if (gesture === undefined || at === undefined || !latest.current.pans(gesture)) return;
      const { view } = timeline.getState();
      const seconds = Math.min(LONGEST_STEP_SECONDS, Math.max(0, nowMs - beforeMs) / 1000);
      const px = edgePan(at.x, gesture.x, view.widthPx);
      if (px === 0) return;
      setView((now) => panBy(now, px * seconds));
      latest.current.drag(gesture, at.x, at.y, at.pointer);
      panAtEdge(nowMs);
    });
  };
  const cancel = useCallback((): void => {
    rest();
    if (held.current === undefined) return;
    held.current = undefined;
    latest.current.cancel();
  }, [rest]);
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
      if (!gesture.isDrag) return;
      const { currentTarget: element, altKey, ctrlKey, metaKey, shiftKey } = event;
      last.current = { x, y, pointer: { element, altKey, ctrlKey, metaKey, shiftKey } };
      moves.drag(gesture, x, y, last.current.pointer);
      panAtEdge(performance.now());
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const gesture = held.current;
      if (gesture === undefined || event.button !== 0) return;
      rest();
      held.current = undefined;
      const [x, y] = placeOf(event);
      if (gesture.isDrag) moves.drop(gesture, x, y, event);
      else moves.click(gesture, event);
    },
    onPointerCancel: cancel,
  };
}
