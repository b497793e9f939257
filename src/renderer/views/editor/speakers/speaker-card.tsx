import { Ellipsis, Play } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpeakerMatch } from '../../../../contract/voice-calls.ts';
import type { SpeakerSample } from '../../../../core/document/speaker-samples.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';
import { SPEAKER_COLORS } from '../../../app/speaker-colors.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { Menu, type MenuItem } from '../../../ui/menu.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { spanText } from '../../../ui/time.ts';
import type { SpeakerFigures } from './speaker-figures.ts';
import { useSpeakerMenu } from './use-speaker-menu.tsx';
import type { SpeakerEdits } from './use-speaker-edits.ts';
import type { Voices } from './use-voices.ts';
import { VoiceLine } from './voice-line.tsx';

/** One speaker: who it is, how much it talks, samples of its voice. */
export const SpeakerCard = memo(function SpeakerCard({
  figures,
  speakers,
  samples = [],
  canPlay,
  match,
  voices,
  edits,
}: {
  readonly figures: SpeakerFigures;
  readonly speakers: readonly Speaker[];
  readonly samples: readonly SpeakerSample[] | undefined;
  readonly canPlay: boolean;
  readonly match: SpeakerMatch | undefined;
  readonly voices: Voices;
  readonly edits: SpeakerEdits;
}) {
  const { t, i18n } = useTranslation('speakers');
  const { speaker, speechMs, share, cues } = figures;
  const items = useSpeakerMenu(figures, speakers, edits, voices, match);
  const colours: MenuItem[] = SPEAKER_COLORS.map((color, index) => ({
    key: color,
    label: String(index + 1),
    icon: <span aria-hidden className="size-4 rounded-sm" style={{ background: `var(--speaker-${index + 1})` }} />,
    run: () => edits.recolour(speaker.id, color),
  }));
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  return (
    <li className="flex items-start gap-2 border-b border-line px-3 py-2">
      <Menu items={colours}>
        <button
          type="button"
          aria-label={t('colour', { name: speaker.name })}
          className="flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-hover"
        >
          <SpeakerBadge speakers={speakers} id={speaker.id} />
        </button>
      </Menu>
      <div className="min-w-0 flex-1">
        <div className="flex items-center">
          <NameField speaker={speaker} onRename={edits.rename} />
          <Menu items={items}>
            <button
              type="button"
              aria-label={t('actions', { name: speaker.name })}
              className="inline-flex size-(--control) shrink-0 items-center justify-center rounded-md hover:bg-hover"
            >
              <Ellipsis size={16} aria-hidden />
            </button>
          </Menu>
        </div>
        <p className="tabular px-2 text-xs text-muted">
          {t('share', { percent, time: spanText(speechMs, i18n.language) })} · {t('cues', { count: cues })}
        </p>
        <div className="flex min-h-(--control) items-center">
          <div className="mx-2 h-1 min-w-0 flex-1 overflow-hidden rounded-full bg-sunken" aria-hidden>
            <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
          </div>
          {samples.map((span, index) => (
            <IconButton
              key={span.startMs}
              label={t('play', { number: index + 1, name: speaker.name })}
              icon={Play}
              disabled={!canPlay}
              onClick={() => edits.play(span)}
            />
          ))}
        </div>
        <VoiceLine match={match} onConfirm={voices.confirm} onReject={voices.reject} />
      </div>
    </li>
  );
});

/** The name, to be written over. Enter or leaving keeps it, Escape brings the old one back. */
function NameField({
  speaker,
  onRename,
}: {
  readonly speaker: Speaker;
  readonly onRename: (id: string, name: string) => void;
}) {
  const { t } = useTranslation('speakers');
  const [name, setName] = useState<string>();
  const commit = (): void => {
    const text = name?.trim() ?? '';
    setName(undefined);
    if (text !== '' && text !== speaker.name) onRename(speaker.id, text);
  };
  return (
    <TextInput
      aria-label={t('name', { name: speaker.name })}
      dir="auto"
      value={name ?? speaker.name}
      maxLength={200}
      onChange={(event) => setName(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setName(undefined);
      }}
      className="flex-1 border-transparent! bg-transparent! font-medium hover:border-line! focus:border-line-strong!"
    />
  );
}
