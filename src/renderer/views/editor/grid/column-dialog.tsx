import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Switch, TextInput } from '../../../ui/field.tsx';
import { editorLayout, setLayout } from '../layout.ts';
import { gridColumns, NARROWEST, resetColumns, setColumn, WIDEST } from './columns.ts';
import { NoteColumnRows } from './note-column-rows.tsx';
import { closeCueDialog } from './dialog-store.ts';

/** Which columns the cue list shows, and how wide they are. */
export function ColumnDialog() {
  const { t } = useTranslation(['cues', 'app', 'writers']);
  const allWriters = useStored(editorLayout, (layout) => layout.allWriters);
  const columns = useStored(gridColumns, (state) => state.columns);
  return (
    <Dialog
      open
      onClose={closeCueDialog}
      title={t('cues:columnsTitle')}
      footer={
        <>
          <Button onClick={resetColumns}>{t('cues:columnsReset')}</Button>
          <Button tone="primary" onClick={closeCueDialog}>
            {t('app:close')}
          </Button>
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        {columns.map(({ id, width, shown }) => {
          const column = t(`cues:col_${id}`);
          return (
            <li key={id} className="flex items-center gap-3">
              <Switch
                checked={shown}
                disabled={id === 'text'}
                label={column}
                onChange={(now) => setColumn(id, { shown: now })}
              />
              <span className="flex-1">{column}</span>
              <TextInput
                type="number"
                min={NARROWEST}
                max={WIDEST}
                step={4}
                value={width}
                aria-label={t('cues:columnWidth', { column })}
                onChange={(event) => setColumn(id, { width: event.target.valueAsNumber || width })}
                className="w-24"
              />
            </li>
          );
        })}
        <NoteColumnRows />
      </ul>
      <label className="mt-3 flex items-center gap-3 border-t border-line pt-3">
        <Switch checked={allWriters} label={t('writers:showAll')} onChange={(now) => setLayout({ allWriters: now })} />
        <span aria-hidden>{t('writers:showAll')}</span>
      </label>
    </Dialog>
  );
}
