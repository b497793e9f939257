import { ListVideo } from 'lucide-react';
import { type CSSProperties, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { profileOf } from '../../../state/document/profile.ts';
import { selectCue, selection, toggleCue } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { MenuArea } from '../../../ui/menu.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { bookmarksOf } from '../text/bookmark-edit.ts';
import { goToCue, seekIfStill } from '../text/cue-steps.ts';
import { type ColumnId, gridColumns, templateOf } from './columns.ts';
import { CueRow, rowId } from './cue-row.tsx';
import { NoCues } from './no-cues.tsx';
import { GridHeader } from './grid-header.tsx';
import { startInline } from './inline-edit.ts';
import { useWriterMarks } from '../writers/use-writers.ts';
import { useCueMenu } from './use-cue-menu.ts';
import { useFollowGrid } from './use-follow-grid.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridScroll } from './use-grid-scroll.ts';
import { useRowHeight } from './use-row-height.ts';
import { slotsOf, useRows } from './use-rows.ts';

const INLINE: readonly ColumnId[] = ['start', 'end', 'text'];

/** All cues as a list: only the rows in sight exist, and only those that changed are drawn again. */
export function CueGrid() {
  const { t, i18n } = useTranslation('cues');
  const { t: rules } = useTranslation('review');
  const session = useSession();
  const readOnly = useLocked();
  const cues = useDocument((document) => document.cues);
  const words = useDocument((document) => document.words);
  const speakers = useDocument((document) => document.speakers);
  const bookmarks = useDocument((document) => document.bookmarks);
  const profile = profileOf(useDocument((document) => document.profile));
  const { cueId, cueIds } = useStored(selection, (state) => state);
  const columns = useStored(gridColumns, (state) => state.columns);
  const shown = useMemo(() => columns.filter((column) => column.shown).map(({ id }) => id), [columns]);
  const box = useRef<HTMLDivElement>(null);
  const rowPx = useRowHeight();
  // The header lies in front of the rows, and over them once they are scrolled.
  const virtualizer = useRows(box, cues.length, rowPx, rowPx);
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const touched = useFollowGrid(virtualizer, rowPx);
  const { onKeyDown, extendTo } = useGridKeys(() =>
    Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowPx) - 2),
  );
  const menu = useCueMenu();
  const markOf = useWriterMarks();

  const currentAt = useMemo(() => cues.findIndex(({ id }) => id === cueId), [cues, cueId]);
  useGridScroll(virtualizer, cues, cueId, rowPx);

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
    (id: string, column: ColumnId) => {
      if (!readOnly && INLINE.includes(column)) startInline(id, column as 'start' | 'end' | 'text');
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
  const isCurrentDrawn = currentAt >= first && currentAt <= last;
  return (
    <div data-scope="grid" className="h-full bg-surface">
      <MenuArea items={menu}>
        <div
          ref={box}
          role="grid"
          tabIndex={0}
          aria-label={t('list')}
          aria-rowcount={cues.length + 1}
          aria-colcount={shown.length}
          aria-multiselectable
          aria-activedescendant={isCurrentDrawn ? rowId(currentAt) : undefined}
          onKeyDown={onKeyDown}
          onWheel={touched}
          onPointerMove={touched}
          onPointerDown={touched}
          className="relative h-full overflow-auto [contain:strict] -outline-offset-2"
          style={{ '--grid-columns': templateOf(columns) } as CSSProperties}
        >
          <div className="min-w-max">
            <GridHeader columns={columns} />
            <div role="rowgroup" className="relative" style={{ height: cues.length * rowPx }}>
              {items.map(({ index, start }) => {
                const cue = cues[index];
                return (
                  cue !== undefined && (
                    <CueRow
                      key={index % slots}
                      cue={cue}
                      previous={cues[index - 1]}
                      index={index}
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
