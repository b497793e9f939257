import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../../core/timeline/types.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { playback, transport } from '../../../state/playback.ts';
import { settingNow } from '../../../state/settings.ts';
import { selection } from '../../../state/selection.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';

const SMALL_STEP_MS = 500;
const PART_MS = 500;
/** Speeds to choose from; the pitch of voices stays. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next speed in a direction. */
function nextRate(rate: number, up: boolean): number {
  const found = up ? RATES.find((each) => each > rate + 0.01) : RATES.findLast((each) => each < rate - 0.01);
  return found ?? rate;
}

/** Plays or pauses. */
export function togglePlay(): void {
  if (playback.getState().playing) transport()?.pause();
  else transport()?.play();
}

/** Moves the playhead by a step. */
function step(ms: number): void {
  const player = transport();
  player?.seek(player.nowMs() + ms);
}

/** How far the skip keys go. */
function skipMs(): number {
  return Math.round(settingNow('skipSeconds') * 1000);
}

/** The commands `play.*`, wherever the focus is, also while the player is hidden. */
export function usePlayCommands(): void {
  const session = useSession();
  const { t } = useTranslation('timeline');
  const withCue = (run: (cue: Cue) => void): void => {
    const { cueId } = selection.getState();
    const cue = session.document.cues.find(({ id }) => id === cueId);
    if (cue !== undefined) run(cue);
  };
  const setRate = (up: boolean): void => {
    const rate = nextRate(playback.getState().rate, up);
    transport()?.setRate(rate);
    announce(t('rateIs', { rate }));
  };
  const play = (startMs: number, endMs: number): void => transport()?.playSpan(Math.max(0, startMs), endMs);
  useCommands({
    'play.toggle': togglePlay,
    'play.cue': () => withCue((cue) => play(cue.startMs - settingNow('leadInMs'), cue.endMs)),
    'play.back': () => step(-skipMs()),
    'play.forward': () => step(skipMs()),
    'play.backSmall': () => step(-SMALL_STEP_MS),
    'play.forwardSmall': () => step(SMALL_STEP_MS),
    'play.slower': () => setRate(false),
    'play.faster': () => setRate(true),
    'play.loop': () => {
      if (playback.getState().loop !== undefined) transport()?.setLoop(undefined);
      else withCue(({ startMs, endMs }) => transport()?.setLoop({ startMs, endMs }));
      announce(t(playback.getState().loop === undefined ? 'loopOff' : 'loopOn'));
    },
    'play.beforeStart': () => withCue((cue) => play(cue.startMs - PART_MS, cue.startMs)),
    'play.afterStart': () => withCue((cue) => play(cue.endMs, cue.endMs + PART_MS)),
    'play.firstPart': () => withCue((cue) => play(cue.startMs, Math.min(cue.endMs, cue.startMs + PART_MS))),
    'play.lastPart': () => withCue((cue) => play(Math.max(cue.startMs, cue.endMs - PART_MS), cue.endMs)),
  });
  // A loop is that of the current cue: it goes along to the next one and with its times.
  useEffect(() => {
    const follow = (): void => {
      const { loop } = playback.getState();
      const { cueId } = selection.getState();
      const cue = loop === undefined ? undefined : session.document.cues.find(({ id }) => id === cueId);
      if (cue === undefined || (cue.startMs === loop?.startMs && cue.endMs === loop.endMs)) return;
      transport()?.setLoop({ startMs: cue.startMs, endMs: cue.endMs });
    };
    const stops = [selection.subscribe(follow), session.state.subscribe(follow)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session]);
}
