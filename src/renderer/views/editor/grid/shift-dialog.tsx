import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shiftCues } from '../../../../core/document/cue-actions/timing-actions.ts';
import { selection, selectedOf } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { parseTimecode } from '../../../ui/time.ts';
import { useSession } from '../session-context.tsx';
import { usePerform } from '../text/use-perform.ts';
import { closeCueDialog } from './dialog-store.ts';

/** Moves the times of the selected cues by as much. */
export function ShiftDialog() {
  const { t } = useTranslation(['cues', 'app']);
  const session = useSession();
  const perform = usePerform();
  const count = useStored(selection, (state) => state.cueIds.size);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const shift = (event: SyntheticEvent): void => {
    event.preventDefault();
    const typed = text.trim().replace(/^[−–]/u, '-');
    const ms = parseTimecode(typed.replace(/^[+-]/u, ''));
    if (ms === undefined) return setWrong(true);
    const byMs = typed.startsWith('-') ? -ms : ms;
    const chosen = selectedOf(session.document.cues);
    closeCueDialog();
    perform((document) => shiftCues(document, byMs, chosen));
    return undefined;
  };
  return (
    <Dialog
      open
      onClose={closeCueDialog}
      title={t('cues:shiftTitle', { count })}
      footer={
        <>
          <Button onClick={closeCueDialog}>{t('app:cancel')}</Button>
          <Button tone="primary" type="submit" form="shift-times">
            {t('cues:shiftDo')}
          </Button>
        </>
      }
    >
      <form id="shift-times" onSubmit={shift}>
        <Field label={t('cues:shiftBy')} help={wrong ? t('cues:badTime') : t('cues:shiftHelp')}>
          {(ids) => (
            <TextInput
              {...ids}
              autoFocus
              autoComplete="off"
              placeholder="-0.5"
              value={text}
              aria-invalid={wrong}
              onChange={(event) => {
                setWrong(false);
                setText(event.target.value);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
