import { useTranslation } from 'react-i18next';
import { Switch, TextInput } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { showLanguages, useTargetLanguages } from '../translation/target-languages.ts';
import { NARROWEST, WIDEST } from './columns.ts';
import { schemaOfColumn, setColumnWidth, useGridColumns } from './note-columns.ts';

/** The columns of the open document's own: languages can be hidden, and all made wider. */
export function NoteColumnRows() {
  const { t, i18n } = useTranslation('cues');
  const { tracks, shown } = useTargetLanguages();
  const columns = useGridColumns();
  const classes = columns.filter(({ id }) => schemaOfColumn(id) !== undefined);
  const row = (
    title: string,
    width: number | undefined,
    id: `to:${string}` | `class:${string}`,
    toggle?: () => void,
  ) => (
    <li key={id} className="flex items-center gap-3">
      <Switch checked={width !== undefined} disabled={toggle === undefined} label={title} onChange={() => toggle?.()} />
      <span className="flex-1">{title}</span>
      {width !== undefined && (
        <TextInput
          type="number"
          min={NARROWEST}
          max={WIDEST}
          step={4}
          value={width}
          aria-label={t('columnWidth', { column: title })}
          onChange={(event) => setColumnWidth(id, event.target.valueAsNumber || width)}
          className="w-24"
        />
      )}
    </li>
  );
  return (
    <>
      {classes.map(({ id, width, title }) => row(title, width, id as `class:${string}`))}
      {tracks.map(({ language }) => {
        const width = columns.find(({ id }) => id === `to:${language}`)?.width;
        const toggle = (): void => showLanguages([language], !shown.includes(language));
        return row(languageName(language, i18n.language), width, `to:${language}`, toggle);
      })}
    </>
  );
}
