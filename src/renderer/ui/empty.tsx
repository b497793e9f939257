import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a place is for, while there is nothing in it, and the one thing to do. */
export function Empty({
  icon: Icon,
  title,
  text,
  action,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className="flex h-full flex-col items-center gap-1.5 overflow-auto p-3 text-center before:mt-auto after:mb-auto">
      <Icon size={32} strokeWidth={1.5} aria-hidden className="shrink-0 text-muted" />
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="max-w-md text-sm break-words text-muted">{text}</p>
      {action !== undefined && <div className="mt-1.5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
