import { AudioLines } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { speakerColor, speakerInitials } from '../../../app/speaker-colors.ts';
import { useDocument } from '../session-context.tsx';
import { speakersAt } from './active-cues.ts';
import { sameItems, useAtTime } from './use-at-time.ts';

/** Who is heard now, where there is no picture. */
export function SpeakingNow() {
  const { t } = useTranslation('timeline');
  const turns = useDocument((document) => document.turns);
  const speakers = useDocument((document) => document.speakers);
  const read = useCallback((ms: number): readonly string[] => speakersAt(turns, ms), [turns]);
  const now = useAtTime(read, sameItems);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-4">
      <div className="flex h-14 items-center gap-2">
        {now.length === 0 && <AudioLines size={32} strokeWidth={1.5} aria-hidden className="text-muted" />}
        {now.map((id) => (
          <span
            key={id}
            aria-hidden
            className="flex size-14 items-center justify-center rounded-full text-lg font-semibold text-(--on-speaker)"
            style={{ background: speakerColor(speakers, id) }}
          >
            {speakerInitials(nameOf(speakers, id))}
          </span>
        ))}
      </div>
      <p className="max-w-full truncate text-sm text-muted">
        {now.length === 0 ? t('nobodySpeaks') : now.map((id) => nameOf(speakers, id)).join(', ')}
      </p>
    </div>
  );
}

function nameOf(speakers: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return speakers.find((speaker) => speaker.id === id)?.name ?? id;
}
