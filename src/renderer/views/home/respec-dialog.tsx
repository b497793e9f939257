import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { type JobChoices, loadChoices, problemOf } from '../../state/job-options.ts';
import { tellError } from '../../state/notices.ts';
import { jobOf, showQueue } from '../../state/queue.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { OptionsFields } from './job-options-form.tsx';
import { choicesOfWish } from './choices-of-wish.ts';
import { changeOf } from './spec-change.ts';

/** What a single job was asked for; what was chosen last for several. */
function choicesOf(ids: readonly number[]): JobChoices {
  const wish = ids.length === 1 ? jobOf(ids[0] ?? 0)?.wish : undefined;
  // Several may be translated to different languages.
  return wish === undefined ? { ...loadChoices(), translate: [], translateStyle: '' } : choicesOfWish(wish);
}

/** Other options for jobs that do not run. What is not touched stays as each job has it. */
export function RespecDialog({ ids, onClose }: { readonly ids: readonly number[]; readonly onClose: () => void }) {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const { api } = useHost();
  const form = useId();
  const [choices, setChoices] = useState(() => choicesOf(ids));
  const [touched, setTouched] = useState<ReadonlySet<keyof JobChoices>>(new Set());
  const [busy, setBusy] = useState(false);
  const ready = !busy && touched.size > 0 && problemOf(choices) === undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    ask(api, 'queue.respec', { ids: [...ids], change: changeOf(choices, touched) }).then(
      ({ queue }) => {
        showQueue(queue);
        onClose();
      },
      (error: unknown) => {
        tellError(error);
        setBusy(false);
      },
    );
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('respecTitle', { count: ids.length })}
      description={t('respecText')}
      footer={
        <>
          <Button onClick={onClose}>{app.t('cancel')}</Button>
          <Button type="submit" form={form} tone="primary" disabled={!ready}>
            {t('respecRun')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <OptionsFields
          choices={choices}
          hasWeb={false}
          onLeave={onClose}
          isThere
          moreLabel={t('moreOptions')}
          onChange={(change) => {
            setChoices((before) => ({ ...before, ...change }));
            setTouched((before) => new Set([...before, ...(Object.keys(change) as (keyof JobChoices)[])]));
          }}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
