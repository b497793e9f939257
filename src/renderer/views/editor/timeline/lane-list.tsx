import { spanIndex } from '../../../../core/document/span-index.ts';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../session-context.tsx';
import { useSlow } from './minimap.tsx';
import { timeline } from './timeline-store.ts';
import { endMs } from './timeline-view.ts';
import { turnText } from './turn-text.ts';

const MOST = 100;

/** The turns that are seen, for those who hear the page. */
export function LaneList() {
  const { t } = useTranslation('timeline');
  const turns = useDocument((document) => document.turns);
  const speakers = useDocument((document) => document.speakers);
  const view = useSlow(() => timeline.getState().view);
  const seen = spanIndex(turns).within(view.startMs, endMs(view)).slice(0, MOST);
  return (
    <ul id="lane-list" className="sr-only" aria-label={t('turnsSeen')}>
      {seen.map((turn, at) => (
        <li key={at}>{turnText(speakers, turn)}</li>
      ))}
    </ul>
  );
}
