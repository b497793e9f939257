import { Plus, Trash2, Users } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RelationSheet } from '../../../../core/document/notes/relation-sheet.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select, TextInput } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { useDocument } from '../session-context.tsx';
import { isSameName, NOBODY, type Person, withoutPerson, withPeople, withPerson } from './relation-edits.ts';
import { RelationRows } from './relation-rows.tsx';
import { useTargetLanguages } from './target-languages.ts';
import { closeNoteDialog } from './translation-dialogs.ts';
import { useTranslationEdits } from './use-translation-edits.ts';

/** Who is who, and who says `you` how to whom, in one language. */
export function PeopleDialog() {
  const { t, i18n } = useTranslation(['translation', 'app']);
  const { tracks, current } = useTargetLanguages();
  const edits = useTranslationEdits();
  const speakers = useDocument((document) => document.speakers);
  if (current === undefined) return undefined;
  const sheet = tracks.find(({ language }) => language === current)?.relations ?? NOBODY;
  const keep = (next: RelationSheet): void => void edits.setRelations(current, next);
  const withSpeakers = withPeople(
    sheet,
    speakers.map(({ name }) => name),
  );
  return (
    <Dialog
      open
      wide
      onClose={closeNoteDialog}
      title={t('translation:peopleOf', { language: languageName(current, i18n.language) })}
      description={t('translation:peopleText')}
      footer={
        <Button tone="primary" onClick={closeNoteDialog}>
          {t('app:close')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <AddPerson sheet={sheet} onAdd={(name) => keep(withPeople(sheet, [name]))}>
          <Button
            icon={Users}
            disabled={withSpeakers.people.length === sheet.people.length}
            onClick={() => keep(withSpeakers)}
          >
            {t('translation:addSpeakers')}
          </Button>
        </AddPerson>
        {sheet.people.length === 0 ? (
          <p className="text-sm text-muted">{t('translation:peopleNone')}</p>
        ) : (
          <ul aria-label={t('translation:people')} className="flex flex-col gap-2">
            {sheet.people.map((person) => (
              <PersonRow
                key={`${person.name} ${person.note ?? ''}`}
                person={person}
                isFree={(name) => !sheet.people.some((each) => each !== person && isSameName(each.name, name))}
                onChange={(next) => keep(withPerson(sheet, person.name, next))}
                onDelete={() => keep(withoutPerson(sheet, person.name))}
              />
            ))}
          </ul>
        )}
        <RelationRows language={current} sheet={sheet} onChange={keep} />
      </div>
    </Dialog>
  );
}

function AddPerson({
  sheet,
  onAdd,
  children,
}: {
  readonly sheet: RelationSheet;
  readonly onAdd: (name: string) => void;
  readonly children: React.ReactNode;
}) {
  const { t } = useTranslation('translation');
  const [name, setName] = useState('');
  const isKnown = sheet.people.some((person) => isSameName(person.name, name));
  const isReady = name.trim() !== '' && !isKnown;
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    onAdd(name);
    setName('');
  };
  return (
    <form onSubmit={add} className="flex flex-col gap-1">
      <div className="flex flex-wrap gap-2">
        <TextInput
          dir="auto"
          aria-label={t('person')}
          placeholder={t('person')}
          maxLength={120}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Button type="submit" icon={Plus} disabled={!isReady}>
          {t('addPerson')}
        </Button>
        {children}
      </div>
      {isKnown && (
        <p role="status" className="text-xs text-doubt">
          {t('personKnown')}
        </p>
      )}
    </form>
  );
}

function PersonRow({
  person,
  isFree,
  onChange,
  onDelete,
}: {
  readonly person: Person;
  /** Whether nobody else has that name. */
  readonly isFree: (name: string) => boolean;
  readonly onChange: (person: Person) => void;
  readonly onDelete: () => void;
}) {
  const { t } = useTranslation('translation');
  const { name } = person;
  const rename = (input: HTMLInputElement): void => {
    const next = input.value.trim();
    if (next === name) return;
    if (next === '' || !isFree(next)) input.value = name;
    else onChange({ ...person, name: next });
  };
  const renote = (input: HTMLInputElement): void => {
    const next = input.value.trim();
    if (next === (person.note ?? '')) return;
    const { note: _note, ...rest } = person;
    onChange(next === '' ? rest : { ...rest, note: next });
  };
  const onEnter = (keep: (input: HTMLInputElement) => void) => (event: React.KeyboardEvent<HTMLInputElement>) =>
    event.key === 'Enter' && !event.nativeEvent.isComposing && keep(event.currentTarget);
  return (
    <li className="flex flex-wrap items-center gap-2">
      <TextInput
        dir="auto"
        aria-label={t('nameOf', { name })}
        defaultValue={name}
        maxLength={120}
        onBlur={(event) => rename(event.target)}
        onKeyDown={onEnter(rename)}
        className="min-w-32 flex-1"
      />
      <Select
        label={t('genderOf', { name })}
        value={person.gender}
        onChange={(gender) => onChange({ ...person, gender })}
        options={(['female', 'male', 'unknown'] as const).map((value) => ({ value, label: t(`gender_${value}`) }))}
        className="w-32"
      />
      <TextInput
        dir="auto"
        aria-label={t('noteOf', { name })}
        placeholder={t('noteOptional')}
        defaultValue={person.note ?? ''}
        maxLength={300}
        onBlur={(event) => renote(event.target)}
        onKeyDown={onEnter(renote)}
        className="min-w-40 flex-2"
      />
      <IconButton icon={Trash2} label={t('deletePerson', { name })} onClick={onDelete} />
    </li>
  );
}
