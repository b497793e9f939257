import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LibraryRow } from './library-row.tsx';
import type { LibraryItem } from './library-items.ts';
import { openItem } from './open-item.ts';
import { RemoveProject } from './remove-project.tsx';

const ROW_PX = 76;

/** The lines of the library; only those in sight are drawn. */
export function LibraryList({ items }: { readonly items: readonly LibraryItem[] }) {
  const { t } = useTranslation('home');
  const scroll = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number>();
  const [removing, setRemoving] = useState<LibraryItem>();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target : undefined;
    const index = items.findIndex(({ id }) => String(id) === row?.dataset['row']);
    const item = items[index];
    if (item === undefined) return;
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      const to = Math.min(items.length - 1, Math.max(0, next));
      rows.scrollToIndex(to);
      requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-row="${items[to]?.id}"]`)?.focus());
    } else if (event.key === 'Enter') openItem(item);
    else if (event.key === 'Delete' && item.listing !== undefined) setRemoving(item);
    else return;
    event.preventDefault();
  };
  const tabbable = items.some(({ id }) => id === current) ? current : items[0]?.id;
  return (
    <div ref={scroll} className="min-h-0 flex-1 overflow-auto">
      <div
        role="grid"
        aria-label={t('projects')}
        aria-rowcount={items.length}
        data-own-arrows
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const item = items[index];
          if (item === undefined) return undefined;
          return (
            <div
              key={key}
              ref={rows.measureElement}
              data-index={index}
              role="presentation"
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              <LibraryRow
                item={item}
                index={index}
                tabbable={item.id === tabbable}
                onFocus={setCurrent}
                onRemove={setRemoving}
              />
            </div>
          );
        })}
      </div>
      {items.length === 0 && <p className="p-8 text-center text-muted">{t('noneMatch')}</p>}
      {removing !== undefined && <RemoveProject item={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  );
}
