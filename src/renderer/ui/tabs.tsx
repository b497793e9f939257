import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabEntry<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A number beside the name, e.g. open doubts. */
  readonly count?: number | undefined;
  readonly content: ReactNode;
  /** Its commands work while another tab is shown. */
  readonly keep?: boolean;
}

/** Panels one at a time. */
export function Tabs<Id extends string>({
  value,
  onChange,
  entries,
  label,
}: {
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly entries: readonly TabEntry<Id>[];
  readonly label: string;
}) {
  return (
    <Radix.Root value={value} onValueChange={(id) => onChange(id as Id)} className="flex h-full min-h-0 flex-col">
      <Radix.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2">
        {entries.map((entry) => (
          <Radix.Trigger
            key={entry.id}
            value={entry.id}
            className="flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm whitespace-nowrap text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {entry.label}
            {entry.count !== undefined && entry.count > 0 && (
              <span className="tabular rounded-full bg-sunken px-1.5 text-xs text-muted">{entry.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {entries.map((entry) => (
        <Radix.Content
          key={entry.id}
          value={entry.id}
          {...(entry.keep === true ? { forceMount: true } : {})}
          className="min-h-0 flex-1 overflow-auto data-[state=inactive]:hidden"
        >
          {entry.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
