import { useTranslation } from 'react-i18next';
import { Select, Switch } from '../../../ui/field.tsx';
import { languageName } from '../../settings/languages.ts';
import { useDocument } from '../session-context.tsx';
import { Line } from './export-options.tsx';
import { LAYOUTS, type ViewChoice, withLabel } from './view-choice.ts';

const SPOKEN = '-';
const ALL = '-';

/** In which language and of which classes a document is exported; nothing where it has neither. */
export function ViewOptions({
  choice,
  onChange,
}: {
  readonly choice: ViewChoice;
  readonly onChange: (choice: ViewChoice) => void;
}) {
  const { t } = useTranslation('exporting');
  const translations = useDocument((document) => document.translations);
  const schemas = useDocument((document) => document.classSchemas);
  if (translations === undefined && schemas === undefined) return undefined;
  return (
    <section aria-label={t('content')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('content')}</h3>
      {translations !== undefined && <LanguageChoice choice={choice} onChange={onChange} />}
      {schemas !== undefined && <ClassChoice choice={choice} onChange={onChange} />}
    </section>
  );
}

function LanguageChoice({ choice, onChange }: Parameters<typeof ViewOptions>[0]) {
  const { t, i18n } = useTranslation('exporting');
  const tracks = useDocument((document) => document.translations) ?? [];
  const spoken = useDocument((document) => document.language);
  const { language: _language, ...rest } = choice;
  const name = (code: string): string => languageName(code, i18n.language);
  const source = spoken === undefined ? t('asSpoken') : t('asSpokenIn', { language: name(spoken) });
  return (
    <>
      <Line label={t('language')}>
        {(id) => (
          <Select
            id={id}
            value={choice.language ?? SPOKEN}
            onChange={(language) => onChange(language === SPOKEN ? rest : { ...rest, language })}
            className="w-56 shrink-0"
            options={[
              { value: SPOKEN, label: source },
              ...tracks.map(({ language }) => ({ value: language, label: name(language) })),
            ]}
          />
        )}
      </Line>
      {choice.language !== undefined && (
        <Line label={t('sourceText')}>
          {(id) => (
            <Select
              id={id}
              value={choice.layout}
              onChange={(layout) => onChange({ ...choice, layout })}
              className="w-56 shrink-0"
              options={LAYOUTS.map((value) => ({ value, label: t(`layout_${value}`) }))}
            />
          )}
        </Line>
      )}
    </>
  );
}

function ClassChoice({ choice, onChange }: Parameters<typeof ViewOptions>[0]) {
  const { t } = useTranslation('exporting');
  const schemas = useDocument((document) => document.classSchemas) ?? [];
  const schema = schemas.find(({ id }) => id === choice.schema);
  const { schema: _schema, ...rest } = choice;
  const choose = (id: string): void => {
    const next = schemas.find((each) => each.id === id);
    if (next === undefined) onChange({ ...rest, labels: [], characters: false });
    else onChange({ ...rest, schema: id, labels: next.labels.slice(0, 1).map((label) => label.id), characters: false });
  };
  return (
    <>
      <Line label={t('cuesWritten')}>
        {(id) => (
          <Select
            id={id}
            value={choice.schema ?? ALL}
            onChange={choose}
            className="w-56 shrink-0"
            options={[
              { value: ALL, label: t('allCues') },
              ...schemas.map(({ id: value, name: label }) => ({ value, label })),
            ]}
          />
        )}
      </Line>
      {schema !== undefined && (
        <fieldset className="flex max-h-48 flex-col overflow-auto">
          <legend className="sr-only">{schema.name}</legend>
          {schema.labels.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2 rounded-md px-2 text-sm hover:bg-hover">
              <input
                type="checkbox"
                checked={choice.labels.includes(id)}
                onChange={(event) => onChange(withLabel(choice, id, event.target.checked))}
                className="size-6 shrink-0 scale-75 accent-(--accent)"
              />
              <span className="min-w-0 truncate">{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      {schema?.characters === true && (
        <Line label={t('characters')}>
          {(id) => (
            <Switch
              id={id}
              checked={choice.characters}
              onChange={(characters) => onChange({ ...choice, characters })}
            />
          )}
        </Line>
      )}
    </>
  );
}
