import type { ReactNode } from 'react';

/** Takes what is dropped anywhere on the window. */
export function DropArea({ children }: { readonly children: ReactNode }) {
  return <div className="h-full">{children}</div>;
}
