import { Ellipsis, Play } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SPEAKER_COLORS } from '../../../app/speaker-colors.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { Menu, type MenuItem } from '../../../ui/menu.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { spanText } from '../../../ui/time.ts';
import type { SpeakerFigures } from './speaker-figures.ts';

/** What can be done with a speaker. */
export interface SpeakerActions {
  readonly rename: (id: string, name: string) => void;
  readonly recolour: (id: string, color: string) => void;
  readonly merge: (id: string, into: string) => void;
  readonly split: (id: string) => void;
  readonly play: (span: { readonly startMs: number; readonly endMs: number }) => void;
  readonly remember?: ((id: string) => void) | undefined;
}

/** One speaker: who it is, how much it talks, samples of its voice. */
export const SpeakerCard = memo(function SpeakerCard({
  figures: { speaker, speechMs, share, cues },
  all,
  samples,
  actions,
}: {
  readonly figures: SpeakerFigures;
  readonly all: readonly SpeakerFigures[];
  readonly samples: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly actions: SpeakerActions;
}) {
  const { t, i18n } = useTranslation('speakers');
  const [name, setName] = useState<string>();
  const speakers = all.map((figures) => figures.speaker);
  const commit = (): void => {
    const text = name?.trim() ?? '';
    setName(undefined);
    if (text !== '' && text !== speaker.name) actions.rename(speaker.id, text);
  };
  const others = speakers.filter(({ id }) => id !== speaker.id);
  const items: MenuItem[] = [
    { key: 'split', label: t('split'), run: () => actions.split(speaker.id) },
    ...(actions.remember === undefined
      ? []
      : [{ key: 'remember', label: t('remember', { name: speaker.name }), run: () => actions.remember?.(speaker.id) }]),
    ...others.map(({ id, name: into }, index) => ({
      key: `merge-${id}`,
      label: t('mergeInto', { name: into }),
      separator: index === 0,
      icon: <SpeakerBadge speakers={speakers} id={id} />,
      run: () => actions.merge(speaker.id, id),
    })),
  ];
  const colours: MenuItem[] = SPEAKER_COLORS.map((color, index) => ({
    key: color,
    label: String(index + 1),
    icon: <span aria-hidden className="size-4 rounded-sm" style={{ background: `var(--speaker-${index + 1})` }} />,
    run: () => actions.recolour(speaker.id, color),
  }));
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  return (
    <li className="flex items-start gap-2 border-b border-line px-3 py-2">
      <Menu items={colours}>
        <button
          type="button"
          aria-label={t('colour', { name: speaker.name })}
          className="flex size-8 items-center justify-center rounded-md hover:bg-hover"
        >
          <SpeakerBadge speakers={speakers} id={speaker.id} />
        </button>
      </Menu>
      <div className="min-w-0 flex-1">
        <TextInput
          aria-label={t('name', { name: speaker.name })}
          value={name ?? speaker.name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setName(undefined);
          }}
          className="w-full border-transparent! bg-transparent! font-medium hover:border-line! focus:border-line-strong!"
        />
        <p className="tabular px-2 text-xs text-muted">
          {t('share', { percent, time: spanText(speechMs, i18n.language) })} · {t('cues', { count: cues })}
        </p>
        <div className="mt-1 h-1 overflow-hidden rounded-full bg-sunken" aria-hidden>
          <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </div>
      </div>
      <div className="flex items-center">
        {samples.slice(0, 3).map((span, index) => (
          <IconButton
            key={span.startMs}
            label={t('play', { number: index + 1, name: speaker.name })}
            icon={Play}
            onClick={() => actions.play(span)}
          />
        ))}
        <Menu items={items}>
          <button
            type="button"
            aria-label={t('actions', { name: speaker.name })}
            className="inline-flex size-(--control) items-center justify-center rounded-md hover:bg-hover"
          >
            <Ellipsis size={16} aria-hidden />
          </button>
        </Menu>
      </div>
    </li>
  );
});
