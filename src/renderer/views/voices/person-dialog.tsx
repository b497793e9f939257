import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';

/** What is to be done with a person. */
export interface PersonTask {
  readonly kind: 'rename' | 'merge' | 'remove';
  readonly name: string;
}

/** Asks what is needed for the task and does it. */
export function PersonDialog({
  task: { kind, name },
  others,
  onClose,
}: {
  readonly task: PersonTask;
  readonly others: readonly string[];
  readonly onClose: (changed: boolean) => void;
}) {
  const { t } = useTranslation('voices');
  const { api } = useHost();
  const [text, setText] = useState(kind === 'merge' ? (others[0] ?? '') : name);
  const [busy, setBusy] = useState(false);
  const to = text.trim();
  const ready = !busy && to !== '' && (kind !== 'rename' || to !== name);
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      if (kind === 'rename') await ask(api, 'voices.rename', { name, to });
      else if (kind === 'merge') await ask(api, 'voices.merge', { from: name, into: to });
      else await ask(api, 'voices.remove', { name });
      onClose(true);
    } catch (error) {
      tellError(error);
      setBusy(false);
    }
  };
  const verbs = { rename: t('save'), merge: t('mergeDo'), remove: t('removeDo') };
  const titles = {
    rename: t('renameTitle', { name }),
    merge: t('mergeTitle', { name }),
    remove: t('removeTitle', { name }),
  };
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={titles[kind]}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
          <Button tone={kind === 'rename' ? 'primary' : 'danger'} disabled={!ready} onClick={() => void act()}>
            {verbs[kind]}
          </Button>
        </>
      }
    >
      {kind === 'rename' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void act();
          }}
        >
          <Field label={t('name')} help={t('renameHelp')}>
            {(ids) => (
              <TextInput {...ids} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
            )}
          </Field>
        </form>
      )}
      {kind === 'merge' && (
        <>
          <p className="mb-3">{t('mergeText', { name })}</p>
          <Field label={t('mergeInto')}>
            {(ids) => (
              <Select
                {...ids}
                value={text}
                onChange={setText}
                options={others.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
        </>
      )}
      {kind === 'remove' && <p>{t('removeText')}</p>}
    </Dialog>
  );
}
