import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select, Switch, TextInput } from '../../../ui/field.tsx';
import { useDocument } from '../session-context.tsx';
import { closeNoteDialog } from '../translation/translation-dialogs.ts';
import { classFilter, SHOW_ALL } from './class-filter.ts';
import { idOf, schemaFrom } from './new-schema.ts';
import { useClassEdits } from './use-class-edits.ts';

const NONE: readonly ClassSchema[] = [];
type Draft = Parameters<typeof schemaFrom>[0];

/** Chooses what the cues are sorted by: in or out of character, or labels of one's own. */
export function AddSchemaDialog() {
  const { t } = useTranslation(['classes', 'app']);
  const edits = useClassEdits();
  const known = useDocument((document) => document.classSchemas) ?? NONE;
  const form = useId();
  const [kind, setKind] = useState<'character' | 'own'>('character');
  const [draft, setDraft] = useState<Draft>({
    name: '',
    question: t('classes:ownQuestion'),
    labels: '',
    characters: false,
  });
  const made: ClassSchema | undefined =
    kind === 'own'
      ? schemaFrom(draft, known)
      : {
          id: idOf('in-character', new Set(known.map(({ id }) => id))),
          name: t('classes:kind_character'),
          question: t('classes:characterQuestion'),
          labels: [
            { id: 'in-character', name: t('classes:inCharacter'), meaning: t('classes:inCharacterMeaning') },
            { id: 'out-of-character', name: t('classes:outOfCharacter'), meaning: t('classes:outOfCharacterMeaning') },
          ],
          characters: true,
          evidence: false,
        };
  const add = (): void => {
    if (made === undefined) return;
    closeNoteDialog();
    edits.addSchema(made);
    classFilter.setState({ ...SHOW_ALL, schema: made.id }, true);
  };
  return (
    <Dialog
      open
      onClose={closeNoteDialog}
      title={t('classes:addTitle')}
      footer={
        <>
          <Button onClick={closeNoteDialog}>{t('app:cancel')}</Button>
          <Button tone="primary" disabled={made === undefined} onClick={add}>
            {t('classes:addDo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('classes:kind')}>
          {({ id }) => (
            <Select
              id={id}
              value={kind}
              onChange={setKind}
              options={(['character', 'own'] as const).map((value) => ({ value, label: t(`classes:kind_${value}`) }))}
            />
          )}
        </Field>
        {kind === 'own' && (
          <>
            <Field label={t('classes:name')}>
              {({ id }) => (
                <TextInput
                  id={id}
                  maxLength={120}
                  value={draft.name}
                  onChange={(event) => setDraft({ ...draft, name: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('classes:question')}>
              {({ id }) => (
                <TextInput
                  id={id}
                  maxLength={2000}
                  value={draft.question}
                  onChange={(event) => setDraft({ ...draft, question: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('classes:labels')} help={t('classes:labelsHelp')}>
              {(ids) => (
                <textarea
                  {...ids}
                  rows={5}
                  dir="auto"
                  value={draft.labels}
                  onChange={(event) => setDraft({ ...draft, labels: event.target.value })}
                  className="rounded-md border border-line-strong bg-surface p-2 text-sm"
                />
              )}
            </Field>
            <span className="flex items-center gap-2 text-sm">
              <Switch
                id={form}
                checked={draft.characters}
                onChange={(characters) => setDraft({ ...draft, characters })}
              />
              <label htmlFor={form}>{t('classes:askCharacters')}</label>
            </span>
          </>
        )}
      </div>
    </Dialog>
  );
}
