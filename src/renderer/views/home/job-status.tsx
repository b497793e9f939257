import { CircleAlert, CornerDownRight, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobResult, JobView, SubstitutedView } from '../../../contract/job-view.ts';
import { useLiveJob } from '../../state/job-progress.ts';
import { useRecogniserNames } from '../../state/recognisers.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { useErrorTexts } from '../../ui/use-error-texts.ts';
import { deviceName } from '../../ui/device-name.ts';
import { Progress } from '../../ui/progress.tsx';
import { momentText, spanText } from '../../ui/time.ts';
import { substituteText } from '../editor/writers/substitute-text.ts';
import { fractionOf } from './job-fraction.ts';
import { openJobDialog } from './job-dialogs.tsx';
import { jobTitle, languageName } from './names.ts';
import { PartialText } from './partial-text.tsx';
import { StageChips } from './stage-chips.tsx';

/** The second line of a job: how far it is, why it waits, what came out, or what went wrong. */
export function JobStatus({ job }: { readonly job: JobView }) {
  switch (job.state) {
    case 'running':
      return <Running job={job} />;
    case 'queued':
    case 'paused':
      return <Waiting job={job} />;
    case 'done':
      return <Done job={job} />;
    case 'failed':
    case 'cancelled':
      return <Ended job={job} />;
  }
}

function Running({ job }: { readonly job: JobView }) {
  const { t, i18n } = useTranslation('home');
  const live = useLiveJob(job.id);
  const fraction = fractionOf(job, live);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(Math.floor(fraction * 100) / 100);
  const eta = live?.etaMs ?? job.eta;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-48 max-w-full shrink">
          <Progress value={fraction} label={t('progressOf', { title: jobTitle(job) })} />
        </span>
        <span className="tabular w-10 shrink-0 text-xs">{percent}</span>
        <span className="tabular shrink-0 text-xs text-muted">
          {eta === undefined ? t('timeUnknown') : t('timeLeft', { time: spanText(eta, i18n.language) })}
        </span>
        <StageChips job={job} live={live} />
        <AlertCount id={job.id} count={live?.alerts.length ?? 0} />
      </span>
      {(live?.stages['asr'] !== undefined || job.has_text === true) && (
        <PartialText id={job.id} heard={live?.heard ?? ''} />
      )}
    </>
  );
}

function AlertCount({ id, count }: { readonly id: number; readonly count: number }) {
  const { t } = useTranslation('home');
  if (count === 0) return undefined;
  return (
    <button
      type="button"
      className="inline-flex h-6 shrink-0 items-center gap-1 rounded-sm px-1 text-xs text-doubt hover:bg-doubt-soft"
      onClick={() => openJobDialog({ kind: 'alerts', id })}
    >
      <TriangleAlert size={16} aria-hidden />
      {t('alerts', { count })}
    </button>
  );
}

function Waiting({ job }: { readonly job: JobView }) {
  const { t, i18n } = useTranslation('home');
  const until = job.state === 'queued' ? job.paused_until : undefined;
  const parts: string[] = [
    until === undefined ? t(`state_${job.state}`) : t('pausedUntil', { time: momentText(until, i18n.language) }),
  ];
  if (job.progress > 0) parts.push(new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(job.progress));
  if (job.eta !== undefined && job.state === 'queued' && until === undefined) {
    parts.push(t('aboutTime', { time: spanText(job.eta, i18n.language) }));
  }
  return <span className="tabular text-xs text-muted">{parts.join(' · ')}</span>;
}

function Done({ job }: { readonly job: JobView }) {
  const { t, i18n } = useTranslation('home');
  const { result } = job;
  if (result === undefined) return <span className="text-xs text-muted">{t('state_done')}</span>;
  const parts = [
    t('state_done'),
    t('words', { count: result.words }),
    t('speakersFound', { count: result.speakers }),
    ...(result.language === undefined ? [] : [languageName(result.language, i18n.language)]),
    t('took', { time: spanText(result.processing_time, i18n.language) }),
    ...usedOf(result),
  ];
  const line = (
    <span className="tabular text-xs text-muted">
      {parts.join(' · ')}
      {(result.alerts ?? 0) > 0 && (
        <button
          type="button"
          className="ml-2 inline-flex items-center gap-1 align-bottom text-doubt hover:underline"
          onClick={() => openJobDialog({ kind: 'report', id: job.id })}
        >
          <TriangleAlert size={12} aria-hidden />
          {t('alerts', { count: result.alerts ?? 0 })}
        </button>
      )}
    </span>
  );
  return result.substituted === undefined ? (
    line
  ) : (
    <>
      {line}
      <Substituted found={result.substituted} />
    </>
  );
}

/** Which cues a substitute wrote, and why; the editor offers to try them again. */
function Substituted({ found }: { readonly found: SubstitutedView }) {
  const { t, i18n } = useTranslation('writers');
  const nameOf = useRecogniserNames();
  return (
    <span className="flex min-w-0 items-center gap-1 text-xs text-doubt" title={found.reason}>
      <CornerDownRight size={12} aria-hidden className="shrink-0" />
      <span className="truncate">{substituteText(t, i18n.language, nameOf, { ...found, why: found })}</span>
    </span>
  );
}

/** What really wrote the words, and where. */
export function usedOf({ model, device }: JobResult): readonly string[] {
  if (model === undefined) return [];
  return [device === undefined ? model : `${model} (${deviceName(device)})`];
}

function Ended({ job }: { readonly job: JobView }) {
  const { t } = useTranslation('home');
  const said = useErrorTexts();
  const [open, setOpen] = useState(false);
  if (job.state === 'cancelled' || job.error === undefined) {
    return <span className="text-xs text-muted">{t(`state_${job.state}`)}</span>;
  }
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex max-w-full min-w-0 items-center gap-1.5 self-start text-left text-xs text-danger hover:underline"
      >
        <CircleAlert size={16} aria-hidden className="shrink-0" />
        <span className="truncate">{said(job.error).what}</span>
      </button>
      {open && <ErrorBox error={job.error} />}
    </>
  );
}
