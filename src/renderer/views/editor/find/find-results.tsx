import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Matcher } from '../../../../core/document/find/query.ts';
import { useStored } from '../../../state/store.ts';
import { useRows } from '../grid/use-rows.ts';
import { useDocument } from '../session-context.tsx';
import { findState, hitKey, type SideHit } from './find-state.ts';
import { inLanguage } from './in-language.ts';
import { placeOf } from './places.ts';
import { ResultRow } from './result-row.tsx';
import type { FindActions } from './use-find.ts';

const LOOK_PX = 26;
const REPLACE_PX = 42;

/** Every cue with a place that was found. Only those in sight are drawn. */
export function FindResults({
  matcher,
  replacement,
  goTo,
}: {
  readonly matcher: Matcher;
  readonly replacement: string | undefined;
  readonly goTo: FindActions['goTo'];
}) {
  const { t } = useTranslation('find');
  const document = useDocument((now) => now);
  const hits = useStored(findState, (state) => state.hits);
  const unchecked = useStored(findState, (state) => state.unchecked);
  const place = useStored(findState, (state) => state.place);
  const box = useRef<HTMLDivElement>(null);
  const height = replacement === undefined ? LOOK_PX : REPLACE_PX;
  const virtualizer = useRows(box, hits.length, height);
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const go = useRef(goTo);
  useEffect(() => {
    go.current = goTo;
  });
  const onGo = useCallback((hit: SideHit) => go.current(placeOf(hit, 0)), []);
  const onCheck = useCallback((key: string, checked: boolean) => {
    const next = new Set(findState.getState().unchecked);
    if (checked) next.delete(key);
    else next.add(key);
    findState.setState({ unchecked: next });
  }, []);
  return (
    <div ref={box} role="list" aria-label={t('results')} className="min-h-0 flex-1 overflow-auto">
      <div className="relative" style={{ height: hits.length * height }}>
        {virtualizer.getVirtualItems().map(({ index }) => {
          const hit = hits[index];
          const searched = inLanguage(document, hit?.language);
          const cue = hit === undefined ? undefined : searched.cues[hit.index];
          // Between an edit and the next search a hit can be of a cue that is elsewhere now.
          if (hit === undefined || cue === undefined || cue.id !== hit.cue) return undefined;
          return (
            <div
              key={hitKey(hit)}
              role="listitem"
              className="absolute inset-x-0"
              style={{ height, transform: `translateY(${index * height}px)` }}
            >
              <ResultRow
                hit={hit}
                cue={cue}
                document={searched}
                matcher={matcher}
                replacement={replacement}
                current={place?.cue === hit.cue && place.language === hit.language}
                checked={!unchecked.has(hitKey(hit))}
                onGo={onGo}
                onCheck={onCheck}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
