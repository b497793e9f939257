import { CornerDownRight, Ear, Shuffle } from 'lucide-react';
import type { WriterMark } from './use-writers.ts';

const ICONS = { substitute: CornerDownRight, second: Ear, other: Shuffle, main: undefined, none: undefined } as const;
const TONES = {
  substitute: 'border-doubt/50 bg-doubt-soft text-doubt',
  second: 'border-line text-muted',
  other: 'border-line text-muted',
  main: 'border-transparent text-muted',
  none: 'border-line text-muted',
} as const;

/** Who wrote a cue, in a word; its hint and name for readers say the rest. */
export function WriterBadge({ mark: { name, label, origin } }: { readonly mark: WriterMark }) {
  const Icon = ICONS[origin];
  return (
    <span
      role="img"
      title={label}
      aria-label={label}
      className={`inline-flex h-5 shrink-0 items-center gap-1 rounded-sm border px-1 text-xs ${TONES[origin]}`}
    >
      {Icon !== undefined && <Icon size={12} aria-hidden />}
      {name}
    </span>
  );
}
