import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Doubt, nextDoubt, notReviewed, reviewOperation } from '../../../../core/doubts/doubt.ts';
import { tellRefused } from '../../../state/notices.ts';
import { transport } from '../../../state/playback.ts';
import { settingNow } from '../../../state/settings.ts';
import { selectCue } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { doubtText } from '../review/describe.ts';
import { review } from '../review/review-store.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { chooseLanguage } from '../translation/target-languages.ts';

/** What is played before and behind a doubt, ms; a longer lead-in counts for it too. */
const AROUND_MS = 400;
const NOTHING: ReadonlySet<string> = new Set();

/** Walks the doubts: shows and plays one after the other, and takes the answers. */
export function useDoubts() {
  const { t, i18n } = useTranslation('review');
  const session = useSession();
  const refusalText = useRefusalText();
  const found = useStored(review, (state) => state.doubts);
  const reviewed = useDocument((document) => document.reviewed);
  // The review is a moment behind the answers, also behind those that are given while it works.
  const doubts = useMemo(() => notReviewed(found, reviewed), [found, reviewed]);
  const [current, setCurrent] = useState<Doubt>();
  const there = current === undefined ? undefined : stillThere(doubts, current);
  const shown = there ?? current;

  const play = useCallback((doubt: Doubt) => {
    const before = Math.max(AROUND_MS, settingNow('leadInMs'));
    transport()?.playSpan(Math.max(0, doubt.startMs - before), doubt.endMs + AROUND_MS);
  }, []);
  const show = useCallback(
    (doubt: Doubt | undefined) => {
      setCurrent(doubt);
      if (doubt === undefined) return announce(t('doubtsNone'), true);
      if (doubt.cue !== undefined) selectCue(doubt.cue);
      // What is done next is done to this language.
      if (doubt.language !== undefined) chooseLanguage(doubt.language);
      announce(doubtText(t, doubt, session.document.speakers, i18n.language), true);
      return play(doubt);
    },
    [play, session, t, i18n],
  );
  const step = useCallback(
    (direction: 1 | -1) => {
      if (direction === 1) return show(nextDoubt(doubts, shown, NOTHING));
      const index = doubts.findIndex(({ id }) => id === shown?.id);
      return show(doubts[index <= 0 ? doubts.length - 1 : index - 1]);
    },
    [doubts, shown, show],
  );
  const settle = useCallback(
    (doubt: Doubt, speaker: string | undefined) => {
      const name = session.document.speakers.find(({ id }) => id === speaker)?.name;
      const text = doubtText(t, doubt, session.document.speakers, i18n.language);
      const give =
        speaker === undefined || doubt.cue === undefined || doubt.language !== undefined
          ? []
          : [{ kind: 'assign-cue-speaker' as const, cue: doubt.cue, speaker }];
      const label = name === undefined ? t('foundFine', { text }) : `${name}: ${text}`;
      const result = session.edit([...give, reviewOperation(doubt, true)], label.slice(0, 200));
      if (result.kind === 'refused') return void tellRefused(refusalText(result));
      return show(nextDoubt(doubts, doubt, NOTHING));
    },
    [doubts, refusalText, session, show, t, i18n],
  );
  /** Its line was written anew while it was shown, and nothing is wrong with the new one. */
  const isMended = shown?.language !== undefined && there === undefined;
  return { doubts, current: shown, isMended, show, step, play, settle };
}

/** The doubt as it is now; of a translation also another doubt about its line, which was written anew meanwhile. */
function stillThere(doubts: readonly Doubt[], { id, cue, language }: Doubt): Doubt | undefined {
  const same = doubts.find((doubt) => doubt.id === id);
  if (same !== undefined || language === undefined) return same;
  return doubts.find((doubt) => doubt.cue === cue && doubt.language === language);
}
