import type { LucideIcon } from 'lucide-react';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabEntry<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Stands for the label where there is no room for it. */
  readonly icon: LucideIcon;
  /** A number beside the name, e.g. open doubts. */
  readonly count?: number | undefined;
  readonly content: ReactNode;
  /** Its commands work while another tab is shown. */
  readonly keep?: boolean;
}

/** Larger numbers would push other tabs out. */
const MOST_COUNTED = 999;

/** Panels one at a time. Where five names do not fit, icons stand for them; readers hear the names all the same. */
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
    <Radix.Root
      value={value}
      onValueChange={(id) => onChange(id as Id)}
      className="@container flex h-full min-h-0 flex-col"
    >
      <Radix.List aria-label={label} className="flex shrink-0 border-b border-line px-1 @md:gap-1 @md:px-2">
        {entries.map((entry) => (
          <Radix.Trigger
            key={entry.id}
            value={entry.id}
            title={entry.label}
            className="flex h-9 shrink-0 grow items-center -outline-offset-2 data-[state=active]:min-w-0 data-[state=active]:shrink justify-center gap-1 border-b-2 border-transparent px-1 text-sm @md:flex-none! @md:gap-1.5 @md:px-2 whitespace-nowrap text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            <entry.icon size={16} aria-hidden className="shrink-0 @md:hidden" />
            {value === entry.id ? (
              <WholeOrNothing text={entry.label} />
            ) : (
              <span className="sr-only @md:not-sr-only">{entry.label}</span>
            )}
            {entry.count !== undefined && entry.count > 0 && (
              <span className="tabular rounded-full bg-sunken px-1 text-xs text-muted @md:px-1.5">
                {entry.count > MOST_COUNTED ? `${MOST_COUNTED}+` : entry.count}
              </span>
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

/** A text that goes where there is no room for all of it: a first letter with dots says less than the icon does. */
function WholeOrNothing({ text }: { readonly text: string }) {
  return (
    <span className="flex h-5 min-w-0 flex-wrap overflow-hidden">
      {/* Beside it the text breaks to a second line, out of sight. */}
      <span className="h-5 w-px" />
      <span className="leading-5">{text}</span>
    </span>
  );
}
