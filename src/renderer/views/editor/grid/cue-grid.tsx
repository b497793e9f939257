import { ListVideo } from 'lucide-react';
import { type CSSProperties, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { profileOf } from '../../../state/document/profile.ts';
import { selectCue, selection, toggleCue } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { MenuArea } from '../../../ui/menu.tsx';
import { classFilter, placeAmong, useListedCues } from '../classes/class-filter.ts';
import { FilterBar } from '../classes/filter-bar.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { bookmarksOf } from '../text/bookmark-edit.ts';
import { goToCue, seekIfStill } from '../text/cue-steps.ts';
import type { GridColumnId } from './note-columns.ts';
import { languageOfColumn, templateOf, useGridColumns } from './note-columns.ts';
import { CueRow, rowId } from './cue-row.tsx';
import { NoCues } from './no-cues.tsx';
import { GridHeader } from './grid-header.tsx';
import { endInline, type InlineField, startInline } from './inline-edit.ts';
import { useWriterMarks } from '../writers/use-writers.ts';
import { useCueMenu } from './use-cue-menu.ts';
import { useFollowGrid } from './use-follow-grid.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridScroll } from './use-grid-scroll.ts';
import { useRowHeight } from './use-row-height.ts';
import { slotsOf, useRows } from './use-rows.ts';

const INLINE: readonly GridColumnId[] = ['start', 'end', 'text'];

/** All cues as a list: only the rows in sight exist, and only those that changed are drawn again. */
export function CueGrid() {
  const { t, i18n } = useTranslation('cues');
  const { t: rules } = useTranslation('review');
  const { t: said } = useTranslation('translation');
  const { t: sorted } = useTranslation('classes');
  const session = useSession();
  const readOnly = useLocked();
  const cues = useDocument((document) => document.cues);
  const words = useDocument((document) => document.words);
  const speakers = useDocument((document) => document.speakers);
  const bookmarks = useDocument((document) => document.bookmarks);
  const profile = profileOf(useDocument((document) => document.profile));
  const { cueId, cueIds } = useStored(selection, (state) => state);
  const schemas = useDocument((document) => document.classSchemas);
  const filter = useStored(classFilter, (state) => state);
  const listed = useListedCues();
  const columns = useGridColumns();
  const shown = useMemo(() => columns.map(({ id }) => id), [columns]);
  const box = useRef<HTMLDivElement>(null);
  const rowPx = useRowHeight();
  // The header lies in front of the rows, and over them once they are scrolled.
  const virtualizer = useRows(box, listed.cues.length, rowPx, rowPx);
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const touched = useFollowGrid(virtualizer, rowPx, (index) => placeAmong(listed, index));
  const { onKeyDown, extendTo } = useGridKeys(() =>
    Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowPx) - 2),
  );
  const menu = useCueMenu();
  // Another document has cues of the same ids.
  useEffect(() => endInline, [session]);
  const markOf = useWriterMarks();

  const currentAt = useMemo(() => cues.findIndex(({ id }) => id === cueId), [cues, cueId]);
  const currentPlace = placeAmong(listed, currentAt);
  const listedNow = useRef(listed);
  const indexNow = useRef(currentAt);
  useEffect(() => {
    listedNow.current = listed;
    indexNow.current = currentAt;
  });
  useGridScroll(virtualizer, listed.cues, cueId, rowPx);
  useEffect(() => {
    const at = placeAmong(listedNow.current, indexNow.current);
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [virtualizer, filter]);

  const extend = useRef(extendTo);
  useEffect(() => {
    extend.current = extendTo;
  });
  const onPress = useCallback(
    (event: MouseEvent, id: string) => {
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) return;
      const { cueIds: chosen } = selection.getState();
      if (event.button === 2) {
        if (!chosen.has(id)) selectCue(id);
        return;
      }
      if (event.button !== 0) return;
      if (event.shiftKey) extend.current(id);
      else if (event.ctrlKey || event.metaKey) toggleCue(id);
      else goToCue(session.document.cues.find((cue) => cue.id === id));
      if (event.shiftKey) event.preventDefault();
      box.current?.focus({ preventScroll: true });
    },
    [session],
  );
  const onOpen = useCallback(
    (id: string, column: GridColumnId) => {
      const isText = INLINE.includes(column) || languageOfColumn(column) !== undefined;
      if (!readOnly && isText) startInline(id, column as InlineField);
      else seekIfStill(session.document.cues.find((cue) => cue.id === id)?.startMs ?? 0);
    },
    [session, readOnly],
  );

  if (cues.length === 0) {
    return (
      <div data-scope="grid" className="h-full bg-surface">
        <NoCues icon={ListVideo} />
      </div>
    );
  }
  const items = virtualizer.getVirtualItems();
  const slots = slotsOf(virtualizer, rowPx);
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const isCurrentDrawn = currentPlace >= first && currentPlace <= last;
  return (
    <div data-scope="grid" className="flex h-full flex-col bg-surface">
      <FilterBar />
      <MenuArea items={menu}>
        <div
          ref={box}
          role="grid"
          tabIndex={0}
          aria-label={t('list')}
          aria-rowcount={listed.cues.length + 1}
          aria-colcount={shown.length}
          aria-multiselectable
          aria-activedescendant={isCurrentDrawn ? rowId(currentAt) : undefined}
          onKeyDown={onKeyDown}
          onWheel={touched}
          onPointerMove={touched}
          onPointerDown={touched}
          className="relative min-h-0 flex-1 overflow-auto [contain:strict] -outline-offset-2"
          style={{ '--grid-columns': templateOf(columns) } as CSSProperties}
        >
          <div className="min-w-max">
            <GridHeader columns={columns} />
            <div role="rowgroup" className="relative" style={{ height: listed.cues.length * rowPx }}>
              {items.map(({ index: place, start }) => {
                const cue = listed.cues[place];
                const index = listed.places?.[place] ?? place;
                return (
                  cue !== undefined && (
                    <CueRow
                      key={place % slots}
                      cue={cue}
                      previous={cues[index - 1]}
                      index={index}
                      place={place}
                      top={start - rowPx}
                      selected={cueIds.has(cue.id)}
                      current={cue.id === cueId}
                      bookmark={bookmarksOf(bookmarks, cue).length > 0}
                      columns={shown}
                      speakers={speakers}
                      words={words}
                      markOf={markOf}
                      profile={profile}
                      t={t}
                      rules={rules}
                      said={said}
                      sorted={sorted}
                      schemas={schemas}
                      language={i18n.language}
                      onPress={onPress}
                      onOpen={onOpen}
                    />
                  )
                );
              })}
            </div>
          </div>
        </div>
      </MenuArea>
    </div>
  );
}
