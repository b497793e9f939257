import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobOutcome } from '../../../contract/job-events.ts';
import { useHost } from '../../client/studio-context.tsx';
import { goTo } from '../../state/navigation.ts';
import { jobOf } from '../../state/queue.ts';
import { announce } from '../../ui/live-region.tsx';
import { baseName } from './names.ts';

/** Ends that come close together are told as one. */
const GATHER_MS = 2500;
/** A job that took less is not worth calling anybody back for. */
const LONG_MS = 30_000;

interface End {
  readonly id: number;
  readonly name: string;
  readonly outcome: JobOutcome;
}

/** Says when jobs end: to screen readers, and as a notification of the system while the window is hidden. */
export function useJobEnds(): void {
  const { t } = useTranslation('home');
  const { api, kind } = useHost();
  useEffect(() => {
    let ends: End[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const text = endText(ends, t);
      announce(text, true);
      const [first] = ends;
      const long = ends.some(({ outcome }) => outcome.kind === 'failed' || outcome.processing_time >= LONG_MS);
      // A desktop's shell notifies by itself.
      if (kind === 'browser' && first !== undefined && long) notify(text, ends.length === 1 ? first : undefined);
      ends = [];
    };
    const stop = api.on('job', ({ jobId, path, event }) => {
      if (event.type !== 'finished') return;
      ends.push({ id: jobId, name: jobOf(jobId)?.title ?? baseName(path), outcome: event.outcome });
      timer ??= setTimeout(tell, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [api, kind, t]);
}

function endText(ends: readonly End[], t: ReturnType<typeof useTranslation<'home'>>['t']): string {
  const [first] = ends;
  if (first !== undefined && ends.length === 1) {
    return t(first.outcome.kind === 'done' ? 'endDone' : 'endFailed', { name: first.name });
  }
  const failed = ends.filter(({ outcome }) => outcome.kind === 'failed').length;
  const done = t('endsDone', { count: ends.length - failed });
  return failed === 0 ? done : `${done} ${t('endsFailed', { count: failed })}`;
}

function notify(text: string, end: End | undefined): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  const notification = new Notification('Voxlane', { body: text, tag: 'voxlane-jobs' });
  notification.addEventListener('click', () => {
    window.focus();
    goTo(end?.outcome.kind === 'done' ? { view: 'editor', id: end.id } : { view: 'queue' });
    notification.close();
  });
}
