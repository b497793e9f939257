import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignAllOfSpeaker,
  assignFromHere,
  assignSpeaker,
} from '../../../../core/document/cue-actions/speaker-actions.ts';
import { selectedOf, selection } from '../../../state/selection.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { useDocument, useSession } from '../session-context.tsx';
import { usePerform } from '../text/use-perform.ts';
import { closeCueDialog } from './dialog-store.ts';

type Scope = 'this' | 'selection' | 'from' | 'all';

/** Gives cues to another speaker: this one, those selected, from here on, or all of its speaker. */
export function AssignDialog() {
  const { t } = useTranslation(['cues', 'app']);
  const session = useSession();
  const perform = usePerform();
  const speakers = useDocument((document) => document.speakers);
  const { cueId = '', cueIds } = selection.getState();
  const own = session.document.cues.find(({ id }) => id === cueId)?.speaker;
  const [speaker, setSpeaker] = useState(() => speakers.find(({ id }) => id !== own)?.id ?? speakers[0]?.id ?? '');
  const [scope, setScope] = useState<Scope>(cueIds.size > 1 ? 'selection' : 'this');
  const name = speakers.find(({ id }) => id === speaker)?.name ?? '';
  const assign = (): void => {
    const chosen = scope === 'selection' ? selectedOf(session.document.cues) : [cueId];
    closeCueDialog();
    perform(
      (document) => {
        if (scope === 'from') return assignFromHere(document, cueId, speaker);
        if (scope === 'all') return assignAllOfSpeaker(document, cueId, speaker);
        return assignSpeaker(document, chosen, speaker);
      },
      { name },
    );
  };
  const scopes: readonly Scope[] = cueIds.size > 1 ? ['this', 'selection', 'from', 'all'] : ['this', 'from', 'all'];
  return (
    <Dialog
      open
      onClose={closeCueDialog}
      title={t('cues:assignTitle')}
      footer={
        <>
          <Button onClick={closeCueDialog}>{t('app:cancel')}</Button>
          <Button tone="primary" onClick={assign} disabled={speaker === ''}>
            {t('cues:assignDo', { name })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('cues:speaker')}>
          {({ id }) => (
            <Select
              id={id}
              value={speaker}
              onChange={setSpeaker}
              options={speakers.map((each) => ({ value: each.id, label: each.name }))}
            />
          )}
        </Field>
        <Field label={t('cues:assignScope')}>
          {({ id }) => (
            <Select
              id={id}
              value={scope}
              onChange={setScope}
              options={scopes.map((value) => ({
                value,
                label:
                  value === 'selection' ? t('cues:scope_selection', { count: cueIds.size }) : t(`cues:scope_${value}`),
              }))}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
