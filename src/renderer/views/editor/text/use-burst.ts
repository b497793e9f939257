import { useCallback, useEffect, useRef, useState } from 'react';
import type { Cue } from '../../../../core/timeline/types.ts';
import { useSession } from '../session-context.tsx';
import { type CueSide, SOURCE_SIDE } from './cue-side.ts';
import { useTellRefusal } from './use-tell-refusal.ts';

/** So long after the last key the text becomes an edit, so that at most this much typing can be lost. */
const PAUSE_MS = 1000;

export interface Burst {
  /** What the field shows. */
  readonly draft: string;
  readonly type: (draft: string) => void;
  readonly commit: () => void;
  /** Takes back what is not an edit yet. False when there is nothing of that kind. */
  readonly revert: () => boolean;
  /** The field was left: what it shows is the cue again. */
  readonly leave: () => void;
}

interface Typed {
  readonly cueId: string;
  readonly side: string;
  readonly text: string;
  /**
   * The lines of the cue that belong to it: others mean that it was changed by something else. Absent until it is an edit:
   * what is being typed is newer than anything that comes from elsewhere.
   */
  readonly lines?: readonly string[];
}

/**
 * Text on its way to become edits: one for each burst of typing. What was typed stays in the field as it was typed, blank
 * lines too, until the field is left or the cue is changed by something else (undo, replace).
 */
export function useBurst(cue: Cue, label: string, side: CueSide = SOURCE_SIDE): Burst {
  const session = useSession();
  const tellRefusal = useTellRefusal();
  const [typed, setTyped] = useState<Typed>();
  const isOurs =
    typed !== undefined &&
    typed.cueId === cue.id &&
    typed.side === side.id &&
    (typed.lines === undefined || sameLines(typed.lines, side.linesOf(cue)));
  const draft = isOurs ? typed.text : side.linesOf(cue).join('\n');
  const open = useRef<{
    readonly cueId: string;
    readonly side: CueSide;
    readonly label: string;
    readonly text: string;
  }>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = useRef<() => void>(undefined);

  const commit = useCallback(() => {
    clearTimeout(timer.current);
    release.current?.();
    release.current = undefined;
    const burst = open.current;
    open.current = undefined;
    if (burst === undefined) return;
    const now = session.document.cues.find(({ id }) => id === burst.cueId);
    if (now === undefined) return setTyped(undefined);
    const edit = burst.side.edit(now, burst.text);
    const kept = edit !== undefined && tellRefusal(session.edit([edit], burst.label));
    const lines = kept ? edit.lines : burst.side.linesOf(now);
    setTyped({ cueId: burst.cueId, side: burst.side.id, text: burst.text, lines });
  }, [session, tellRefusal]);
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  // Another cue or side, or the pane goes away: what was typed is kept.
  useEffect(() => () => latest.current(), [cue.id, side.id]);
  useEffect(() => {
    const keep = (): void => latest.current();
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, []);

  const type = (text: string): void => {
    open.current = { cueId: cue.id, side, label, text };
    release.current ??= session.holdBurst(() => latest.current());
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), PAUSE_MS);
    setTyped({ cueId: cue.id, side: side.id, text });
  };
  const revert = (): boolean => {
    if (open.current === undefined) return false;
    open.current = undefined;
    commit();
    setTyped(undefined);
    return true;
  };
  const leave = (): void => {
    commit();
    setTyped(undefined);
  };
  return { draft, type, commit, revert, leave };
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}
