import type { TFunction } from 'i18next';
import { memo, type MouseEvent } from 'react';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue, Speaker } from '../../../../core/timeline/types.ts';
import { playingCue } from '../../../state/document/playing-cue.ts';
import { useStored } from '../../../state/store.ts';
import { decimalText } from '../../../ui/decimal-text.ts';
import { timecode } from '../../../ui/time.ts';
import type { MarkOf } from '../writers/use-writers.ts';
import { CellEditor } from './cell-editor.tsx';
import type { ColumnId } from './columns.ts';
import { type GridColumnId, languageOfColumn, schemaOfColumn } from './note-columns.ts';
import { CpsCell, FlagsCell, GapCell, NumberCell, SpeakerCell, TextCell } from './cue-cells.tsx';
import { flagsOf } from './cue-figures.ts';
import { inlineEdit } from './inline-edit.ts';
import { TargetCell } from '../translation/target-cell.tsx';
import { ClassBadge } from '../classes/class-badge.tsx';

/** What a row needs; each part stays the same object until it changes, so that other rows are not drawn again. */
export interface CueRowProps {
  readonly cue: Cue;
  readonly previous: Cue | undefined;
  readonly index: number;
  /** Where it stands among the rows; another number than `index` while only some cues are shown. */
  readonly place: number;
  readonly top: number;
  readonly selected: boolean;
  readonly current: boolean;
  readonly bookmark: boolean;
  readonly columns: readonly GridColumnId[];
  readonly speakers: readonly Speaker[];
  readonly words: VoxlaneDocument['words'];
  readonly markOf: MarkOf;
  readonly profile: RuleProfile;
  readonly t: TFunction<'cues'>;
  /** Texts of broken rules. */
  readonly rules: TFunction<'review'>;
  /** Texts of translations. */
  readonly said: TFunction<'translation'>;
  /** Texts of classes. */
  readonly sorted: TFunction<'classes'>;
  readonly schemas: VoxlaneDocument['classSchemas'];
  readonly language: string;
  readonly onPress: (event: MouseEvent, cueId: string) => void;
  readonly onOpen: (cueId: string, column: GridColumnId) => void;
}

/** Id of the element of a row, for readers that follow the current one. */
export function rowId(index: number): string {
  return `cue-row-${index}`;
}

/** One cue of the list. */
export const CueRow = memo(function CueRow(props: CueRowProps) {
  const { cue, index, place, top, selected, current, columns, onPress, onOpen } = props;
  const playing = useStored(playingCue, (state) => state.cueId === cue.id);
  const editing = useStored(inlineEdit, (state) => (state.cueId === cue.id ? state.field : undefined));
  const tone = selected ? 'bg-selected' : 'hover:bg-hover';
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={place + 2}
      aria-selected={selected}
      data-current={current || undefined}
      data-playing={playing || undefined}
      className={`absolute left-0 grid h-7 w-full items-center border-b border-line/60 text-xs [grid-template-columns:var(--grid-columns)] before:absolute before:inset-y-0 before:left-0 before:w-0.5 data-current:before:bg-accent data-current:outline data-current:-outline-offset-1 data-current:outline-accent/60 ${editing === undefined ? 'contain-strict' : 'z-10 [contain:layout_style]'} ${tone}`}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => onPress(event, cue.id)}
    >
      {columns.map((column, at) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={at + 1}
          onDoubleClick={() => onOpen(cue.id, column)}
          className={`min-w-0 px-2 ${editing === column ? 'relative h-7' : 'overflow-clip whitespace-nowrap'}`}
        >
          {editing === column ? (
            <CellEditor key={cue.id} cue={cue} number={index + 1} field={column} />
          ) : (
            <Cell column={column} row={props} playing={playing} />
          )}
        </div>
      ))}
    </div>
  );
});

function Cell({
  column,
  row,
  playing,
}: {
  readonly column: GridColumnId;
  readonly row: CueRowProps;
  readonly playing: boolean;
}) {
  const { t, cue, previous, profile } = row;
  const target = languageOfColumn(column);
  if (target !== undefined) {
    return (
      <TargetCell t={row.said} cue={cue} language={target} profile={profile} rules={row.rules} locale={row.language} />
    );
  }
  const schema = schemaOfColumn(column);
  if (schema !== undefined) {
    return (
      <ClassBadge
        t={row.sorted}
        cue={cue}
        schema={row.schemas?.find(({ id }) => id === schema)}
        locale={row.language}
      />
    );
  }
  switch (column as ColumnId) {
    case 'number':
      return <NumberCell t={t} number={row.index + 1} playing={playing} />;
    case 'start':
      return <span className="tabular block text-right font-mono">{timecode(cue.startMs)}</span>;
    case 'end':
      return <span className="tabular block text-right font-mono">{timecode(cue.endMs)}</span>;
    case 'length':
      return (
        <span className="tabular block text-right">
          {decimalText((cue.endMs - cue.startMs) / 1000, 2, row.language)}
        </span>
      );
    case 'cps':
      return <CpsCell t={t} cue={cue} profile={profile} language={row.language} />;
    case 'gap':
      return (
        <GapCell
          t={t}
          gapMs={previous && cue.startMs - previous.endMs}
          minGapMs={profile.minGapMs}
          language={row.language}
        />
      );
    case 'speaker':
      return <SpeakerCell t={t} cue={cue} speakers={row.speakers} />;
    case 'text':
      return <TextCell t={t} lines={cue.lines} mark={row.markOf(row.words, cue)} />;
    case 'flags':
      return (
        <FlagsCell
          t={t}
          rules={row.rules}
          language={row.language}
          flags={flagsOf(row, cue, previous, profile)}
          bookmark={row.bookmark}
        />
      );
  }
}
