import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cueAt, lastStarted } from '../../../state/document/cue-places.ts';
import { selectCue } from '../../../state/selection.ts';
import { transport } from '../../../state/playback.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { parseTimecode } from '../../../ui/time.ts';
import { useSession } from '../session-context.tsx';
import { goToCue } from '../text/cue-steps.ts';
import { closeCueDialog } from './dialog-store.ts';

/** Goes to a cue by its number, or to a time. */
export function GoToDialog() {
  const { t } = useTranslation(['cues', 'app']);
  const session = useSession();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const go = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { cues } = session.document;
    if (/^\s*\d+\s*$/.test(text)) {
      const cue = cues[Number(text) - 1];
      if (cue === undefined) return setWrong(t('cues:goToNone', { last: cues.length }));
      closeCueDialog();
      return goToCue(cue);
    }
    const ms = parseTimecode(text);
    if (ms === undefined) return setWrong(t('cues:badTime'));
    closeCueDialog();
    transport()?.seek(ms);
    const at = cueAt(cues, ms);
    return selectCue(cues[at >= 0 ? at : Math.max(0, lastStarted(cues, ms))]?.id);
  };
  return (
    <Dialog
      open
      onClose={closeCueDialog}
      title={t('cues:goTo')}
      footer={
        <>
          <Button onClick={closeCueDialog}>{t('app:cancel')}</Button>
          <Button tone="primary" type="submit" form="go-to">
            {t('cues:go')}
          </Button>
        </>
      }
    >
      <form id="go-to" onSubmit={go}>
        <Field label={t('cues:goToLabel')} help={wrong ?? t('cues:goToHelp')}>
          {(ids) => (
            <TextInput
              {...ids}
              autoFocus
              autoComplete="off"
              value={text}
              aria-invalid={wrong !== undefined}
              onChange={(event) => {
                setWrong(undefined);
                setText(event.target.value);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
