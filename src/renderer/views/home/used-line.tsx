import { Cpu } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { estimateProcessing } from '../../../core/queue/estimate.ts';
import { remoteHost } from '../../../core/remote-asr/remote-asr.ts';
import { goTo } from '../../state/navigation.ts';
import { jobsToStart, newJobs, putNewJobsAside } from '../../state/new-jobs.ts';
import { wishOf } from '../../state/job-options.ts';
import { queueStore } from '../../state/queue.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { useErrorTexts } from '../../ui/use-error-texts.ts';
import { spanText } from '../../ui/time.ts';
import { ChoiceSentence } from './choice-sentence.tsx';
import { questionOf, useChoice } from './use-choice.ts';

/** In one line what will be used, why, and about how long it takes; the engine says what and why. */
export function UsedLine() {
  const { t } = useTranslation('home');
  const textsOf = useErrorTexts();
  const choices = useStored(newJobs, (state) => state.choices);
  const settings = useStored(settingsStore, ({ values }) => values);
  const wish = wishOf(choices, settings);
  const { value, error, busy } = useChoice(questionOf(wish));
  const model = value?.candidates[0]?.model;
  const time = useTime(model);
  if (wish.remote !== undefined) return <Line>{t('usedServer', { host: remoteHost(wish.remote) })}</Line>;
  if (error !== undefined) return <Line>{t('usedUnknown', { why: textsOf(error).what })}</Line>;
  // The last answer stays until the next one is there.
  if (value === undefined) return <Line>{t('usedLooking')}</Line>;
  if (model === undefined) {
    return (
      <div className="flex items-center gap-3 rounded-md border border-line bg-doubt-soft px-3 py-2 text-sm text-doubt">
        <span className="min-w-0 flex-1">{t('noRecogniser')}</span>
        <ToModels text={t('getModels')} />
      </div>
    );
  }
  return (
    <Line busy={busy}>
      <ChoiceSentence choice={value} more={time} none={t('noRecogniser')} />
    </Line>
  );
}

function Line({ children, busy = false }: { readonly children: ReactNode; readonly busy?: boolean }) {
  const { t } = useTranslation('home');
  return (
    <div aria-busy={busy} className="flex min-h-12 items-center gap-3 rounded-md bg-sunken px-3 py-2 text-sm">
      <Cpu size={16} aria-hidden className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">{children}</div>
      <ToModels text={t('change')} />
    </div>
  );
}

/** How long all jobs take with a model, in words; empty when there are none. */
function useTime(asr: string | undefined): string {
  const { t, i18n } = useTranslation('home');
  const state = useStored(newJobs, (all) => all);
  const speeds = useStored(queueStore, ({ queue }) => queue?.speeds) ?? [];
  if (asr === undefined || jobsToStart(state).length === 0) return '';
  const lengths = state.batches.flatMap(({ planned }) =>
    planned.flatMap((input) => (input.kind === 'job' && !state.left.has(input.job.path) ? [input.audio_length] : [])),
  );
  const skipDiarize = state.choices.speakers === 'none';
  const times = lengths.map((audioLengthMs) => estimateProcessing({ audioLengthMs, asr, skipDiarize }, speeds));
  const known = times.flatMap((time) => time ?? []);
  if (known.length < times.length || known.length === 0) return t('timeUnknown');
  const total = known.reduce((sum, ms) => sum + ms, 0);
  return t('aboutTime', { time: spanText(total, i18n.language) });
}

function ToModels({ text }: { readonly text: string }) {
  return (
    <Button
      onClick={() => {
        putNewJobsAside();
        goTo({ view: 'models' });
      }}
    >
      {text}
    </Button>
  );
}
