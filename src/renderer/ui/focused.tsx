import { type ReactNode, useEffect, useRef, useState } from 'react';

/**
 * The buttons of a step in a dialog. When it comes, the one to press first (`data-focus`, or else the first) gets the focus,
 * since what had it is gone. Give each step a key of its own. `when`: not for a step that a dialog begins with.
 */
export function Focused({ when = true, children }: { readonly when?: boolean; readonly children: ReactNode }) {
  const [takes] = useState(when);
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!takes) return;
    const buttons = box.current;
    const first = buttons?.querySelector<HTMLElement>('[data-focus]') ?? buttons?.querySelector<HTMLElement>('button');
    first?.focus();
  }, [takes]);
  return (
    <span ref={box} className="contents">
      {children}
    </span>
  );
}
