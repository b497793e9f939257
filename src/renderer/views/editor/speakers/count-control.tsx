import { Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Slider } from 'radix-ui';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { useOpen, useSession } from '../session-context.tsx';
import { speakerTracks } from './speaker-tracks.ts';

/** Wait for the pointer to rest before clustering. */
const REST_MS = 150;
const LEAST_SHOWN = 8;

/** How many people talk: moving it tells the speakers of a track apart again. */
export function CountControl() {
  const { t } = useTranslation('speakers');
  const { api } = useHost();
  const session = useSession();
  const document = useOpen((open) => open.document);
  const tracks = useMemo(() => speakerTracks(document), [document]);
  const [chosen, setTrack] = useState(0);
  const track = tracks.some(({ index }) => index === chosen) ? chosen : (tracks[0]?.index ?? 0);
  const found = tracks.find(({ index }) => index === track)?.speakers ?? 0;
  const [asked, setAsked] = useState<number>();
  const wanted = asked ?? found;
  const [busy, setBusy] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const cluster = async (speakers: number | undefined): Promise<void> => {
    setBusy(true);
    try {
      const wishes = speakers === undefined ? {} : { speakers };
      const outcome = await session.change(() =>
        ask(api, 'documents.recluster', { id: session.id, track, wishes, forget: speakers === undefined }),
      );
      if (outcome.kind === 'refused') tell({ tone: 'warning', text: outcome.reason });
      else if (outcome.kind === 'unchanged') announce(t('unchanged'), true);
      else {
        announce(t('list') + ': ' + outcome.speakers.length, true);
        if (outcome.shortfall !== undefined)
          tell({ tone: 'warning', text: t('shortfall', { reason: outcome.shortfall }) });
      }
    } catch (error) {
      if (toAppError(error).code === 'evidence-missing') tell({ tone: 'warning', text: t('noEvidence') });
      else tellError(error);
    } finally {
      setBusy(false);
      setAsked(undefined);
    }
  };
  const choose = (count: number): void => {
    setAsked(count);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void cluster(count), REST_MS);
  };
  const most = Math.max(LEAST_SHOWN, found + 3);
  return (
    <section className="flex flex-col gap-1 border-b border-line p-3" aria-busy={busy}>
      <div className="flex items-center gap-2">
        <h3 className="flex-1 text-sm font-medium">{t('count_label')}</h3>
        {tracks.length > 1 && (
          <Select
            label={t('track')}
            value={String(track)}
            onChange={(value) => setTrack(Number(value))}
            options={tracks.map(({ index, name }) => ({
              value: String(index),
              label: name ?? t('trackNumber', { number: index + 1 }),
            }))}
          />
        )}
        <Button onClick={() => void cluster(undefined)}>{t('auto')}</Button>
      </div>
      <div className="flex items-center gap-2">
        <IconButton label={t('fewer')} icon={Minus} disabled={wanted <= 1} onClick={() => choose(wanted - 1)} />
        <Slider.Root
          min={1}
          max={most}
          step={1}
          value={[Math.max(1, wanted)]}
          onValueChange={([count]) => count !== undefined && choose(count)}
          className="relative flex h-6 flex-1 touch-none items-center"
        >
          <Slider.Track className="relative h-1 flex-1 rounded-full bg-sunken">
            <Slider.Range className="absolute h-full rounded-full bg-accent" />
          </Slider.Track>
          <Slider.Thumb
            aria-label={t('count_label')}
            className="block size-5 rounded-full border-2 border-accent bg-surface"
          />
        </Slider.Root>
        <IconButton label={t('more')} icon={Plus} disabled={wanted >= most} onClick={() => choose(wanted + 1)} />
        <output className="tabular w-6 text-right text-base font-semibold">{wanted}</output>
      </div>
      <p className="text-xs text-muted">{busy ? t('working') : t('countHelp')}</p>
    </section>
  );
}
