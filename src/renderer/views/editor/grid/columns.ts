import { store } from '../../../state/store.ts';

const COLUMN_IDS = ['number', 'start', 'end', 'length', 'cps', 'gap', 'speaker', 'text', 'flags'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** A column of the cue list; widths in pixels at standard text size. The text takes what is left. */
export interface Column {
  readonly id: ColumnId;
  readonly width: number;
  readonly shown: boolean;
}

export const NARROWEST = 40;
export const WIDEST = 600;
/** What the columns are for: the text alone, or the text beside its translations, which need the room of others. */
export type ColumnMode = 'cues' | 'translated';
const keyOf = (mode: ColumnMode): string => `voxlane.editor.columns.${mode}`;
/** Their figures of the current cue stand over its text, too. */
const ASIDE: readonly ColumnId[] = ['end', 'length', 'gap'];
const STANDARD: Readonly<Record<ColumnId, number>> = {
  number: 64,
  start: 96,
  end: 96,
  length: 64,
  cps: 84,
  gap: 64,
  speaker: 136,
  text: 240,
  flags: 84,
};
const isStandard = (id: ColumnId, mode: ColumnMode): boolean => mode === 'cues' || !ASIDE.includes(id);
const standard = (mode: ColumnMode): Column[] =>
  COLUMN_IDS.map((id) => ({ id, width: STANDARD[id], shown: isStandard(id, mode) }));

function remembered(mode: ColumnMode): Column[] {
  try {
    const known: unknown = JSON.parse(globalThis.localStorage?.getItem(keyOf(mode)) ?? '{}');
    const entries = (known ?? {}) as Partial<Record<ColumnId, { width?: unknown; shown?: unknown }>>;
    return standard(mode).map((column) => {
      const { width, shown } = entries[column.id] ?? {};
      return {
        id: column.id,
        width: typeof width === 'number' ? fitWidth(width) : column.width,
        shown: column.id === 'text' || (typeof shown === 'boolean' ? shown : column.shown),
      };
    });
  } catch {
    return standard(mode);
  }
}

export const gridColumns = store<{ readonly mode: ColumnMode; readonly columns: readonly Column[] }>({
  mode: 'cues',
  columns: remembered('cues'),
});

/** Arranges the list for the text alone or beside translations; each has columns of its own. */
export function arrangeColumns(mode: ColumnMode): void {
  if (gridColumns.getState().mode !== mode) gridColumns.setState({ mode, columns: remembered(mode) });
}

/** Changes a column and remembers it. */
export function setColumn(id: ColumnId, change: Partial<Pick<Column, 'width' | 'shown'>>): void {
  const columns = gridColumns
    .getState()
    .columns.map((column) =>
      column.id === id ? { ...column, ...change, width: fitWidth(change.width ?? column.width) } : column,
    );
  keep(columns);
}

export function resetColumns(): void {
  keep(standard(gridColumns.getState().mode));
}

/** A width that a column can have. */
export function fitWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

function keep(columns: readonly Column[]): void {
  gridColumns.setState({ columns });
  const stored = Object.fromEntries(columns.map(({ id, width, shown }) => [id, { width, shown }]));
  globalThis.localStorage?.setItem(keyOf(gridColumns.getState().mode), JSON.stringify(stored));
}
