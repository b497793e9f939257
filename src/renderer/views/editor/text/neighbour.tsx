import { useTranslation } from 'react-i18next';
import type { Cue, Speaker } from '../../../../core/timeline/types.ts';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { MarkedText } from '../grid/marked-text.tsx';
import { goToCue } from './cue-steps.ts';

/** The cue before or after, small; a press goes there. */
export function Neighbour({
  cue,
  which,
  speakers,
}: {
  readonly cue: Cue | undefined;
  readonly which: 'previous' | 'next';
  readonly speakers: readonly Speaker[];
}) {
  const { t } = useTranslation('cues');
  if (cue === undefined) return <div className="h-6" />;
  const name = which === 'previous' ? t('previousCue') : t('nextCue');
  return (
    <button
      type="button"
      title={name}
      onClick={() => goToCue(cue)}
      className="flex h-6 w-full min-w-0 items-center gap-2 rounded-sm px-2 text-left text-xs text-muted hover:bg-hover hover:text-ink"
    >
      <span className="sr-only">{name}</span>
      <SpeakerBadge speakers={speakers} id={cue.speaker ?? cue.lineSpeakers?.[0]} />
      <span dir="auto" className="truncate">
        {cue.lines.length === 0 ? t('emptyCue') : <MarkedText text={cue.lines.join(' ')} />}
      </span>
    </button>
  );
}
