import { type FormEvent, type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { navigation, goTo } from '../../state/navigation.ts';
import { closeNewJobs, jobsToStart, newJobs, startJobs } from '../../state/new-jobs.ts';
import { problemOf } from '../../state/job-options.ts';
import { tell, tellError } from '../../state/notices.ts';
import { useStored } from '../../state/store.ts';
import { cancelUploads, uploads } from '../../state/uploads.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live-region.tsx';
import { JobOptionsForm } from './job-options-form.tsx';
import { PlannedList } from './planned-list.tsx';
import { UsedLine } from './used-line.tsx';
import { useAsideNotice } from './use-aside-notice.ts';

/** The sheet opens with the focus on itself, so that Enter starts. */
function startOnEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === 'Enter' && event.target === event.currentTarget) event.currentTarget.requestSubmit();
}

/** What was dropped, how it is to be worked on, and one button. Enter starts. */
export function NewJobsSheet() {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const { api } = useHost();
  const state = useStored(newJobs, (all) => all);
  const uploading = useStored(uploads, ({ list }) => list.length);
  const form = useId();
  useAsideNotice();
  if (!state.open || state.isAside) return undefined;
  const count = jobsToStart(state).length;
  const busy = uploading + state.batches.filter((batch) => batch.state === 'looking').length;
  const ready = count > 0 && busy === 0 && !state.starting && problemOf(state.choices) === undefined;
  const start = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    startJobs(api).then((ids) => {
      if (ids.length === 0) return;
      const text = t('jobsAdded', { count: ids.length });
      announce(text, true);
      const { view } = navigation.getState().place;
      if (view === 'library' || view === 'queue') return;
      tell({ tone: 'info', text, action: { label: t('showQueue'), run: () => goTo({ view: 'queue' }) } });
    }, tellError);
  };
  const close = (): void => {
    cancelUploads();
    closeNewJobs();
  };
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={t('newJobs')}
      footer={
        <>
          <p className="mr-auto self-center text-sm text-muted" aria-live="polite">
            {uploading > 0 ? t('waitUploads', { count: uploading }) : busy > 0 ? t('waitLook') : ''}
          </p>
          <Button onClick={close}>{app.t('cancel')}</Button>
          <Button type="submit" form={form} tone="primary" disabled={!ready}>
            {count === 0 ? t('start') : t('startJobs', { count })}
          </Button>
        </>
      }
    >
      <form
        data-first-focus
        id={form}
        tabIndex={-1}
        onSubmit={start}
        onKeyDown={startOnEnter}
        className="flex flex-col gap-4 outline-none"
      >
        <UsedLine />
        <PlannedList />
        <JobOptionsForm />
        {/* Enter in any field starts. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
