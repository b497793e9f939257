import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../session-context.tsx';

export interface Draft {
  /** What the field shows. */
  readonly text: string;
  readonly type: (text: string) => void;
  /** Makes an edit of what was typed. */
  readonly commit: () => void;
  /** Takes back what is not an edit yet. */
  readonly revert: () => void;
}

/**
 * A text on its way to be one edit: `keep` is called once, when the field is left or anything else happens to the document
 * (an undo, a save, another edit). Give the field a `key` of what it is about.
 */
export function useDraft(value: string, keep: (text: string) => void): Draft {
  const session = useSession();
  const [typed, setTyped] = useState<string>();
  const open = useRef<string>(undefined);
  const release = useRef<() => void>(undefined);
  const latest = useRef(keep);
  useEffect(() => {
    latest.current = keep;
  });
  const end = useCallback((): string | undefined => {
    const text = open.current;
    open.current = undefined;
    release.current?.();
    release.current = undefined;
    setTyped(undefined);
    return text;
  }, []);
  const commit = useCallback(() => {
    const text = end();
    if (text !== undefined) latest.current(text);
  }, [end]);
  useEffect(() => {
    window.addEventListener('pagehide', commit);
    return () => {
      window.removeEventListener('pagehide', commit);
      commit();
    };
  }, [commit]);
  const type = (text: string): void => {
    release.current ??= session.holdBurst(commit);
    open.current = text;
    setTyped(text);
  };
  return { text: typed ?? value, type, commit, revert: () => void end() };
}
