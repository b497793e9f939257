import {
  ChevronLeft,
  ChevronRight,
  Gauge,
  Pause,
  PictureInPicture2,
  Play,
  Repeat,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../../../commands/catalogue.ts';
import { isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { tellError } from '../../../state/notices.ts';
import { onTime, playback, transport } from '../../../state/playback.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { timecode } from '../../../ui/time.ts';
import { mediaStore } from './media-store.ts';
import { RATES } from './play-commands.ts';
import { applyVolume, rememberVolume, rememberedVolume } from './volume.ts';

const keyOf = (id: CommandId): string => showCombo(keysOf(id)[0] ?? '', isMac);

/** Play, steps, loop, speed, loudness, and where in the recording it is. */
export function TransportBar() {
  const { t, i18n } = useTranslation(['timeline', 'commands']);
  const { playing, rate, ready, loop } = useStored(playback, (state) => state);
  const element = useStored(mediaStore, (state) => state.element);
  const rateText = `${new Intl.NumberFormat(i18n.language).format(rate)}×`;
  return (
    <div
      role="toolbar"
      aria-label={t('timeline:transport')}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-0.5 border-t border-line bg-surface px-2"
    >
      <IconButton
        label={t('commands:play_back')}
        keys={keyOf('play.back')}
        icon={ChevronLeft}
        onClick={() => runCommand('play.back')}
      />
      <IconButton
        label={playing ? t('timeline:pause') : t('timeline:play')}
        keys={keyOf('play.toggle')}
        icon={playing ? Pause : Play}
        disabled={!ready}
        onClick={() => runCommand('play.toggle')}
      />
      <IconButton
        label={t('commands:play_forward')}
        keys={keyOf('play.forward')}
        icon={ChevronRight}
        onClick={() => runCommand('play.forward')}
      />
      <IconButton
        label={t('commands:play_loop')}
        keys={keyOf('play.loop')}
        icon={Repeat}
        pressed={loop !== undefined}
        disabled={!ready}
        onClick={() => runCommand('play.loop')}
      />
      <Clock />
      {/* The slider gives way first, so that long recordings do not take a second row from the picture. */}
      <span className="flex flex-1 items-center justify-end gap-0.5">
        <Menu
          items={RATES.map((each) => ({
            key: String(each),
            label: `${new Intl.NumberFormat(i18n.language).format(each)}×`,
            run: () => transport()?.setRate(each),
          }))}
        >
          <button
            type="button"
            aria-label={t('timeline:speed', { rate: rateText })}
            className="tabular inline-flex h-(--control) items-center gap-1 rounded-md px-1.5 text-xs hover:bg-hover"
          >
            <Gauge size={16} aria-hidden />
            {rateText}
          </button>
        </Menu>
        <Volume element={element} />
        {element instanceof HTMLVideoElement && document.pictureInPictureEnabled && (
          <IconButton
            label={t('timeline:popOut')}
            icon={PictureInPicture2}
            onClick={() => void element.requestPictureInPicture().catch(tellError)}
          />
        )}
      </span>
    </div>
  );
}

/** The position, written at every frame without drawing anything else. */
function Clock() {
  const lengthMs = useStored(playback, (state) => state.lengthMs);
  const now = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = (ms: number): void => {
      const text = timecode(ms);
      if (now.current !== null && now.current.textContent !== text) now.current.textContent = text;
    };
    write(transport()?.nowMs() ?? 0);
    return onTime(write);
  }, []);
  return (
    <span
      className="tabular flex items-baseline gap-1 px-1 font-mono text-xs whitespace-nowrap"
      role="timer"
      aria-live="off"
    >
      <span ref={now} data-testid="position" />
      <span className="text-muted">/ {timecode(lengthMs, 0)}</span>
    </span>
  );
}

function Volume({ element }: { readonly element: HTMLMediaElement | undefined }) {
  const { t } = useTranslation('timeline');
  const [volume, setVolume] = useState(rememberedVolume);
  const [isMuted, setMuted] = useState(false);
  useEffect(() => applyVolume(element, volume, isMuted), [element, volume, isMuted]);
  const change = (value: number): void => {
    setVolume(value);
    setMuted(false);
    rememberVolume(value);
  };
  return (
    <span className="flex max-w-24 flex-1 items-center">
      <IconButton
        label={isMuted ? t('unmute') : t('mute')}
        icon={isMuted || volume === 0 ? VolumeX : Volume2}
        onClick={() => setMuted(!isMuted)}
      />
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={isMuted ? 0 : volume}
        aria-label={t('volume')}
        className="h-4 w-full min-w-4 accent-(--accent)"
        onChange={(event) => change(Number(event.target.value))}
      />
    </span>
  );
}
