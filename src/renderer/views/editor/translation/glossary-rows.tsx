import { Trash2 } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GlossaryTerm } from '../../../../core/document/notes/glossary-term.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { useRows } from '../grid/use-rows.ts';
import { directionOf } from './target-line.ts';

const ROW_PX = 40;
const COLUMNS = 'grid grid-cols-[1fr_1fr_1fr_2.25rem] items-center gap-2';

/** A term and its place in the glossary. */
interface PlacedTerm {
  readonly term: GlossaryTerm;
  readonly at: number;
}

/** The terms as a table. A cell is kept when it is left, or with Enter. Only the rows in sight exist. */
export function GlossaryRows({
  rows,
  language,
  onChange,
  onDelete,
}: {
  readonly rows: readonly PlacedTerm[];
  readonly language: string;
  readonly onChange: (at: number, term: GlossaryTerm) => void;
  readonly onDelete: (at: number) => void;
}) {
  const { t } = useTranslation('translation');
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useRows(box, rows.length, ROW_PX);
  return (
    <div
      role="table"
      aria-label={t('glossary')}
      aria-rowcount={rows.length + 1}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${COLUMNS} border-b border-line pb-1 text-xs text-muted`}>
          <span role="columnheader">{t('source')}</span>
          <span role="columnheader">{t('target')}</span>
          <span role="columnheader">{t('note')}</span>
          <span role="columnheader" className="sr-only">
            {t('deleteTerm', { term: '…' })}
          </span>
        </div>
      </div>
      <div ref={box} role="rowgroup" className="min-h-0 flex-1 overflow-auto">
        <div role="presentation" className="relative" style={{ height: rows.length * ROW_PX }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <div
                  key={`${row.at} ${row.term.source}`}
                  role="row"
                  aria-rowindex={index + 2}
                  className={`absolute inset-x-0 ${COLUMNS}`}
                  style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
                >
                  <Cells
                    term={row.term}
                    language={language}
                    onChange={(term) => onChange(row.at, term)}
                    onDelete={() => onDelete(row.at)}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

const FIELDS = ['source', 'target', 'note'] as const;

const Cells = memo(function Cells({
  term,
  language,
  onChange,
  onDelete,
}: {
  readonly term: GlossaryTerm;
  readonly language: string;
  readonly onChange: (term: GlossaryTerm) => void;
  readonly onDelete: () => void;
}) {
  const { t } = useTranslation('translation');
  const keep = (field: (typeof FIELDS)[number], input: HTMLInputElement): void => {
    const value = input.value.trim();
    if (value === (term[field] ?? '')) return;
    if (field === 'note') {
      const { note: _note, ...rest } = term;
      onChange(value === '' ? rest : { ...rest, note: value });
    } else if (value === '') input.value = term[field];
    else onChange({ ...term, [field]: value });
  };
  return (
    <>
      {FIELDS.map((field) => (
        <span key={`${field} ${term[field] ?? ''}`} role="cell" className="flex min-w-0">
          <TextInput
            dir={field === 'target' ? directionOf(language) : 'auto'}
            aria-label={t('termAt', { field: t(field), term: term.source })}
            defaultValue={term[field] ?? ''}
            maxLength={field === 'note' ? 500 : 200}
            onBlur={(event) => keep(field, event.target)}
            onKeyDown={(event) =>
              event.key === 'Enter' && !event.nativeEvent.isComposing && keep(field, event.currentTarget)
            }
            className="w-full"
          />
        </span>
      ))}
      <span role="cell">
        <IconButton icon={Trash2} label={t('deleteTerm', { term: term.source })} onClick={onDelete} />
      </span>
    </>
  );
});
