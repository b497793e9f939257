import { Minus, Plus, Undo2 } from 'lucide-react';
import { Slider } from 'radix-ui';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { useErrorTexts } from '../../../ui/use-error-texts.ts';
import { useShortfallText } from '../../../ui/use-shortfall-text.ts';
import { useLocked, useOpen, useSession } from '../session-context.tsx';
import { CountRange } from './count-range.tsx';
import { type SpeakerTrack, speakerTracks } from './speaker-tracks.ts';
import { usePrepared } from './use-prepared.ts';
import { type Reclustered, useRecluster } from './use-recluster.ts';

const LEAST_SHOWN = 8;

/** How many people talk: moving it tells the speakers of a track apart again. */
export function CountControl({ document }: { readonly document: VoxlaneDocument }) {
  const { t } = useTranslation('speakers');
  const statusId = useId();
  const readOnly = useLocked();
  const tracks = useMemo(() => speakerTracks(document), [document]);
  const [chosen, setTrack] = useState(0);
  const track = tracks.some(({ index }) => index === chosen) ? chosen : (tracks[0]?.index ?? 0);
  const found = tracks.find(({ index }) => index === track)?.speakers ?? 0;
  const [asked, setAsked] = useState<number>();
  const prepared = usePrepared(track);
  const { busy, last, wish } = useRecluster();
  const errorTexts = useErrorTexts();
  const wanted = busy ? (asked ?? found) : found;
  const missing = prepared !== undefined && prepared.kind !== 'ready';
  const disabled = missing || readOnly;
  const most = Math.max(LEAST_SHOWN, found + 3);

  const choose = (count: number): void => {
    setAsked(count);
    wish({ track, wishes: { speakers: count } });
  };
  const automatic = (): void => {
    setAsked(undefined);
    wish({ track, wishes: {}, forget: true });
  };
  return (
    <section aria-label={t('count_label')} className="flex flex-col gap-1 border-b border-line p-3" aria-busy={busy}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="flex-1 text-sm font-medium whitespace-nowrap">{t('count_label')}</h2>
        {tracks.length > 1 && <TrackSelect tracks={tracks} track={track} onChange={setTrack} />}
      </div>
      <div className="flex items-center gap-2">
        <IconButton
          label={t('fewer')}
          icon={Minus}
          disabled={disabled || wanted <= 1}
          onClick={() => choose(wanted - 1)}
        />
        <Slider.Root
          min={1}
          max={most}
          step={1}
          disabled={disabled}
          value={[Math.max(1, wanted)]}
          onValueChange={([count]) => count !== undefined && choose(count)}
          className="relative flex h-6 flex-1 touch-none items-center data-disabled:opacity-50"
        >
          <Slider.Track className="relative h-1 flex-1 rounded-full bg-sunken">
            <Slider.Range className="absolute h-full rounded-full bg-accent" />
          </Slider.Track>
          <Slider.Thumb
            aria-label={t('count_label')}
            aria-describedby={statusId}
            className="block size-5 rounded-full border-2 border-accent bg-surface"
          />
        </Slider.Root>
        <IconButton
          label={t('more')}
          icon={Plus}
          disabled={disabled || wanted >= most}
          onClick={() => choose(wanted + 1)}
        />
        <span aria-hidden className="tabular w-6 text-right text-base font-semibold">
          {wanted}
        </span>
      </div>
      <div id={statusId} role="status" className="min-h-4 text-xs text-muted">
        {missing ? (
          prepared.kind === 'evidence-missing' ? (
            t('noEvidence')
          ) : (
            errorTexts({ code: prepared.kind, what: prepared.reason, meaning: '', action: '' }).what
          )
        ) : busy ? (
          t('working')
        ) : last?.track === track ? (
          <ResultLine last={last} />
        ) : (
          t('countHelp')
        )}
      </div>
      <div className="-mx-3 flex flex-wrap items-center">
        <Button tone="quiet" disabled={disabled} onClick={automatic}>
          {t('auto')}
        </Button>
        <CountRange
          disabled={disabled}
          found={found}
          onChoose={(minSpeakers, maxSpeakers) => {
            setAsked(undefined);
            wish({ track, wishes: { minSpeakers, maxSpeakers } });
          }}
        />
        {!busy && last !== undefined && <UndoCount last={last} />}
      </div>
    </section>
  );
}

function TrackSelect({
  tracks,
  track,
  onChange,
}: {
  readonly tracks: readonly SpeakerTrack[];
  readonly track: number;
  readonly onChange: (track: number) => void;
}) {
  const { t } = useTranslation('speakers');
  return (
    <Select
      label={t('track')}
      value={String(track)}
      onChange={(value) => onChange(Number(value))}
      options={tracks.map(({ index, name }) => ({
        value: String(index),
        label: name ?? t('trackNumber', { number: index + 1 }),
      }))}
    />
  );
}

/** What came of the last move. */
function ResultLine({ last: { kind, found, asked, shortfall } }: { readonly last: Reclustered }) {
  const { t } = useTranslation('speakers');
  const shortfallText = useShortfallText();
  const count = t('found', { count: found });
  if (shortfall !== undefined) {
    const reason = shortfallText(shortfall);
    return asked === undefined
      ? t('foundBut', { found: count, reason })
      : t('foundAsked', { found: count, asked, reason });
  }
  return kind === 'unchanged' ? t('unchanged') : count;
}

/** Takes the last move back, while nothing else was done since. */
function UndoCount({ last }: { readonly last: Reclustered }) {
  const { t } = useTranslation(['speakers', 'app']);
  const session = useSession();
  const isNewest = useOpen((open) => open.document === last.document);
  // Until it is done the document is still the same: another press would take back what was there before.
  const [taken, setTaken] = useState<Reclustered>();
  if (last.kind !== 'changed' || !isNewest || taken === last) return undefined;
  const undo = (): void => {
    setTaken(last);
    session.undo();
  };
  return (
    <Button icon={Undo2} className="mr-3 ml-auto" onClick={undo}>
      {t('app:undo')}
    </Button>
  );
}
