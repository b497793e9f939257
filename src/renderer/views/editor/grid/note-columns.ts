import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { store, useStored } from '../../../state/store.ts';
import { languageName } from '../../home/names.ts';
import { useDocument } from '../session-context.tsx';
import { useTargetLanguages } from '../translation/target-languages.ts';
import { arrangeColumns, type ColumnId, fitWidth, gridColumns, setColumn } from './columns.ts';

/** A column of a document's own: a language it is translated to, or a schema its cues are sorted by. */
type NoteColumnId = `to:${string}` | `class:${string}`;
export type GridColumnId = ColumnId | NoteColumnId;

/** A column as it is shown; widths in pixels at standard text size. */
export interface GridColumn {
  readonly id: GridColumnId;
  readonly width: number;
  readonly title: string;
}

const KEY = 'voxlane.editor.columns.notes';
const STANDARD = { to: 184, class: 120 } as const;
/** Least width of the text beside a translation; it grows with what is left. */
const BESIDE_PX = 176;

function remembered(): Readonly<Record<string, number>> {
  try {
    const known = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(known).flatMap(([id, width]) => (typeof width === 'number' ? [[id, fitWidth(width)]] : [])),
    );
  } catch {
    return {};
  }
}

const noteWidths = store<{ readonly widths: Readonly<Record<string, number>> }>({ widths: remembered() });

/** The language of a column; undefined for other columns. */
export function languageOfColumn(id: string): string | undefined {
  return id.startsWith('to:') ? id.slice('to:'.length) : undefined;
}

/** The class schema of a column; undefined for other columns. */
export function schemaOfColumn(id: string): string | undefined {
  return id.startsWith('class:') ? id.slice('class:'.length) : undefined;
}

/** Makes a column of either kind so wide, and remembers it. */
export function setColumnWidth(id: GridColumnId, width: number): void {
  if (languageOfColumn(id) === undefined && schemaOfColumn(id) === undefined)
    return setColumn(id as ColumnId, { width });
  const widths = { ...noteWidths.getState().widths, [id]: fitWidth(width) };
  noteWidths.setState({ widths });
  globalThis.localStorage?.setItem(KEY, JSON.stringify(widths));
  return undefined;
}

/** The columns of the open document in their order: languages stand behind the text, classes in front of it. */
export function useGridColumns(): readonly GridColumn[] {
  const { t, i18n } = useTranslation('cues');
  const columns = useStored(gridColumns, (state) => state.columns);
  const widths = useStored(noteWidths, (state) => state.widths);
  const schemas = useDocument((document) => document.classSchemas);
  const { shown } = useTargetLanguages();
  const mode = shown.length > 0 ? 'translated' : 'cues';
  useEffect(() => arrangeColumns(mode), [mode]);
  return useMemo(() => {
    const own = (id: NoteColumnId, standard: number, title: string): GridColumn => ({
      id,
      width: widths[id] ?? standard,
      title,
    });
    const classes = (schemas ?? []).map(({ id, name }) => own(`class:${id}`, STANDARD.class, name));
    const languages = shown.map((code) => own(`to:${code}`, STANDARD.to, languageName(code, i18n.language)));
    return columns
      .filter((column) => column.shown)
      .flatMap(({ id, width }) => {
        const column = { id, width, title: t(`col_${id}`) };
        if (id !== 'text') return [column];
        const text = shown.length === 0 ? column : { ...column, width: Math.min(width, BESIDE_PX) };
        return [...classes, text, ...languages];
      });
  }, [columns, widths, schemas, shown, t, i18n.language]);
}

/** The columns as CSS lays them out. */
export function templateOf(columns: readonly GridColumn[]): string {
  return columns
    .map(({ id, width }) =>
      id === 'text' || languageOfColumn(id) !== undefined ? `minmax(${width / 16}rem, 1fr)` : `${width / 16}rem`,
    )
    .join(' ');
}
