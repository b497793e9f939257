import { AudioLines, LocateFixed, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../../../commands/catalogue.ts';
import { isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { transport } from '../../../state/playback.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { MediaKeeper } from '../player/media-keeper.tsx';
import { useDocument } from '../session-context.tsx';
import { followColors } from './colors.ts';
import { CueLayer } from './cue-layer.tsx';
import { Lanes } from './lanes.tsx';
import { Minimap } from './minimap.tsx';
import { Playhead, useFollow } from './playhead.tsx';
import { Ruler } from './ruler.tsx';
import { BookmarkFlags, ChapterFlags } from './ruler-flags.tsx';
import { Spectrogram } from './spectrogram.tsx';
import { openView, setWidth, timeline } from './timeline-store.ts';
import { msAt } from './timeline-view.ts';
import { useViewCommands, useViewPointer } from './use-view-moves.ts';
import { Waveform } from './waveform.tsx';

/** Room left of the time for names and buttons, in pixels. */
const GUTTER_PX = 136;

/** The recording over time: overview, ruler, waveform with the cues, and a lane for each speaker. */
export function TimelinePane({ lanes }: { readonly lanes: boolean }) {
  const { t } = useTranslation('timeline');
  const area = useRef<HTMLElement>(null);
  const [track, setTrack] = useState(0);
  const lengthMs = useDocument((document) => document.media.durationMs);
  useEffect(() => openView(lengthMs), [lengthMs]);
  useEffect(() => followColors(document.documentElement), []);
  const spectrogram = useStored(timeline, (state) => state.spectrogram);
  useFollow();
  useViewCommands();
  useViewPointer(area, GUTTER_PX);
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth - GUTTER_PX));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return (
    <section
      ref={area}
      aria-label={t('timeline')}
      className="relative flex h-full min-h-0 flex-col bg-page select-none"
    >
      <MediaKeeper />
      <div className="flex h-12 shrink-0">
        <Tools />
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="h-6 border-b border-line">
            <Minimap />
          </div>
          <div
            className="relative h-6 bg-surface"
            onPointerDown={(event) => {
              if (event.button === 0) transport()?.seek(msAt(timeline.getState().view, event.nativeEvent.offsetX));
            }}
          >
            <Ruler />
            <ChapterFlags />
            <BookmarkFlags />
          </div>
        </div>
      </div>
      <div className="flex min-h-10 flex-1 border-b border-line">
        <div className="shrink-0 border-r border-line bg-surface p-1" style={{ width: GUTTER_PX }}>
          <TrackChoice track={track} onChange={setTrack} />
        </div>
        <div className="relative flex min-w-0 flex-1 flex-col overflow-hidden bg-surface">
          {spectrogram && <Spectrogram track={track} />}
          <div className="relative min-h-0 flex-1">
            <Waveform track={track} />
          </div>
          <CueLayer />
        </div>
      </div>
      {lanes && <Lanes gutterPx={GUTTER_PX} />}
      <div className="pointer-events-none absolute top-6 right-0 bottom-0 overflow-hidden" style={{ left: GUTTER_PX }}>
        <Playhead />
      </div>
    </section>
  );
}

/** Whose waveform is shown, in a session of several tracks. */
function TrackChoice({ track, onChange }: { readonly track: number; readonly onChange: (track: number) => void }) {
  const { t } = useTranslation('timeline');
  const tracks = useDocument((document) => document.media.tracks);
  if (tracks === undefined || tracks.length < 2) return undefined;
  return (
    <Select
      label={t('track')}
      className="w-full"
      value={String(track)}
      onChange={(value) => onChange(Number(value))}
      options={tracks.map(({ name, speaker }, at) => ({ value: String(at), label: speaker ?? name }))}
    />
  );
}

function Tools() {
  const { t } = useTranslation('commands');
  const follow = useStored(timeline, (state) => state.follow);
  const spectrogram = useStored(timeline, (state) => state.spectrogram);
  const tool = (id: CommandId, label: string) => ({
    label,
    keys: showCombo(keysOf(id)[0] ?? '', isMac),
    onClick: () => runCommand(id),
    className: 'size-7',
  });
  return (
    <div
      className="flex shrink-0 items-center justify-center gap-0.5 border-r border-b border-line bg-surface"
      style={{ width: GUTTER_PX }}
    >
      <IconButton icon={ZoomOut} {...tool('view.zoomOut', t('view_zoomOut'))} />
      <IconButton icon={ZoomIn} {...tool('view.zoomIn', t('view_zoomIn'))} />
      <IconButton icon={AudioLines} pressed={spectrogram} {...tool('view.spectrogram', t('view_spectrogram'))} />
      <IconButton icon={LocateFixed} pressed={follow} {...tool('view.follow', t('view_follow'))} />
    </div>
  );
}
