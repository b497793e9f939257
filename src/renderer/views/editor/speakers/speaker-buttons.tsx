import type { Speaker } from '../../../../core/timeline/types.ts';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';

/** One button a speaker. `current` is pressed. */
export function SpeakerButtons({
  speakers,
  current,
  onChoose,
}: {
  readonly speakers: readonly Speaker[];
  readonly current?: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <div className="flex flex-wrap gap-1">
      {speakers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          aria-pressed={current === id}
          onClick={() => onChoose(id)}
          className="inline-flex h-(--control) max-w-48 items-center gap-1.5 rounded-md border border-line px-2 text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected"
        >
          <SpeakerBadge speakers={speakers} id={id} />
          <span dir="auto" className="truncate">
            {name}
          </span>
        </button>
      ))}
    </div>
  );
}
