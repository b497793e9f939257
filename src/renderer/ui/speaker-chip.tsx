import type { Speaker } from '../../core/timeline/types.ts';
import { speakerColor, speakerInitials } from '../app/speaker-colors.ts';

/** A speaker's letters in its colour; colour is never the only sign. */
export function SpeakerBadge({
  speakers,
  id,
}: {
  readonly speakers: readonly Speaker[];
  readonly id: string | undefined;
}) {
  const name = speakers.find((speaker) => speaker.id === id)?.name ?? '';
  return <LetterBadge name={name} color={speakerColor(speakers, id)} />;
}

/** The same where not all speakers are known. `color` is one of CSS. */
export function LetterBadge({ name, color }: { readonly name: string; readonly color: string }) {
  return (
    <span
      aria-hidden
      className="speaker-badge inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-sm px-1 text-xs font-semibold text-(--on-speaker)"
      style={{ background: color }}
    >
      {name === '' ? '–' : speakerInitials(name)}
    </span>
  );
}

/** The badge with the name. */
export function SpeakerChip({
  speakers,
  id,
}: {
  readonly speakers: readonly Speaker[];
  readonly id: string | undefined;
}) {
  const name = speakers.find((speaker) => speaker.id === id)?.name;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-top">
      <SpeakerBadge speakers={speakers} id={id} />
      <span dir="auto" className="min-w-0 overflow-clip text-ellipsis whitespace-nowrap">
        {name ?? '–'}
      </span>
    </span>
  );
}
