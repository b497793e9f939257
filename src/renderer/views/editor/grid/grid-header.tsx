import { Settings2 } from 'lucide-react';
import { type PointerEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/button.tsx';
import { type GridColumn, languageOfColumn, setColumnWidth } from './note-columns.ts';
import { openCueDialog } from './dialog-store.ts';

const RIGHT: readonly string[] = ['number', 'start', 'end', 'length', 'gap'];

/** The names of the columns. A line between two can be dragged; the window `Columns…` does the same by key. */
export const GridHeader = memo(function GridHeader({ columns }: { readonly columns: readonly GridColumn[] }) {
  const { t } = useTranslation('cues');
  return (
    <div role="rowgroup" className="sticky top-0 z-20 bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-7 items-center border-b border-line text-xs font-medium text-muted [grid-template-columns:var(--grid-columns)]"
      >
        {columns.map((column, at) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            className={`relative flex h-7 min-w-0 items-center px-2 ${RIGHT.includes(column.id) ? 'justify-end' : ''}`}
          >
            <span className="truncate" title={column.title}>
              {column.title}
            </span>
            {column.id === 'flags' && (
              <IconButton
                label={t('columns')}
                icon={Settings2}
                className="ml-auto size-6!"
                onClick={() => openCueDialog('columns')}
              />
            )}
            {column.id !== 'flags' && <Edge column={column} />}
          </div>
        ))}
      </div>
    </div>
  );
});

/** Whether a column takes what is left. */
function isFluid({ id }: GridColumn): boolean {
  return id === 'text' || languageOfColumn(id) !== undefined;
}

/** The line at the right of a column, to drag. */
function Edge({ column }: { readonly column: GridColumn }) {
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    const line = event.currentTarget;
    const from = event.clientX;
    const width = line.parentElement?.getBoundingClientRect().width ?? column.width;
    const scale = width / Math.max(1, isFluid(column) ? width : column.width);
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void =>
      setColumnWidth(column.id, (width + moved.clientX - from) / scale);
    const end = (): void => line.removeEventListener('pointermove', move);
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', end, { once: true });
  };
  return (
    <span
      aria-hidden
      onPointerDown={onPointerDown}
      className="absolute inset-y-1 -right-px w-1 cursor-col-resize border-r border-line hover:border-accent"
    />
  );
}
