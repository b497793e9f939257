import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select, TextInput } from '../../../ui/field.tsx';
import { useDocument } from '../session-context.tsx';
import { closeNoteDialog } from '../translation/translation-dialogs.ts';
import { charactersOf } from './characters.ts';
import { LabelNumber } from './class-badge.tsx';
import { classFilter } from './class-filter.ts';
import { useClassEdits } from './use-class-edits.ts';

const NONE: readonly ClassSchema[] = [];

/** Puts the selected cues into a class: a press, or the number of the label. */
export function AssignClassDialog() {
  const { t, i18n } = useTranslation('classes');
  const edits = useClassEdits();
  const list = useId();
  const schemas = useDocument((document) => document.classSchemas) ?? NONE;
  const cues = useDocument((document) => document.cues);
  const count = useStored(selection, ({ cueIds, cueId }) => Math.max(cueIds.size, cueId === undefined ? 0 : 1));
  const [chosen, setChosen] = useState(() => classFilter.getState().schema);
  const [character, setCharacter] = useState('');
  const schema = schemas.find(({ id }) => id === chosen) ?? schemas[0];
  if (schema === undefined) return undefined;
  const assign = (label: string | undefined): void => {
    closeNoteDialog();
    edits.assign(schema, label, schema.characters ? character : undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/u.test(event.key)) return;
    const label = schema.labels[Number(event.key) - 1];
    if (event.key !== '0' && label === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    assign(label?.id);
  };
  return (
    <Dialog open onClose={closeNoteDialog} title={t('assignTitle', { count })} description={t('assignHelp')}>
      <div className="flex flex-col gap-3" onKeyDown={onKeyDown}>
        <ul aria-label={t('legend')} className="flex flex-col gap-1">
          {schema.labels.map(({ id, name, meaning }, place) => (
            <li key={id}>
              <Button
                title={meaning}
                {...(place === 0 ? { 'data-first-focus': '' } : {})}
                className="w-full justify-start!"
                onClick={() => assign(id)}
              >
                <LabelNumber place={place} />
                <span className="truncate">{name}</span>
              </Button>
            </li>
          ))}
          <li>
            <Button className="w-full justify-start!" onClick={() => assign(undefined)}>
              <span aria-hidden className="tabular w-4 text-xs text-muted">
                0
              </span>
              {t('noClass')}
            </Button>
          </li>
        </ul>
        {schema.characters && (
          <Field label={t('character')}>
            {({ id }) => (
              <>
                <TextInput
                  id={id}
                  list={list}
                  dir="auto"
                  maxLength={120}
                  value={character}
                  onChange={(event) => setCharacter(event.target.value)}
                />
                <datalist id={list}>
                  {charactersOf(cues, schema.id, i18n.language).map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
        )}
        {schemas.length > 1 && (
          <Field label={t('schema')}>
            {({ id }) => (
              <Select
                id={id}
                value={schema.id}
                onChange={setChosen}
                options={schemas.map((each) => ({ value: each.id, label: each.name }))}
              />
            )}
          </Field>
        )}
      </div>
    </Dialog>
  );
}
