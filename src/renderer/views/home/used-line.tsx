import { Cpu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseAsr } from '../../../core/models/asr-choice.ts';
import type { AsrReason } from '../../../core/models/asr-reason.ts';
import { memoryBudget } from '../../../core/models/needs.ts';
import { estimateProcessing } from '../../../core/queue/estimate.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { goTo } from '../../state/navigation.ts';
import { closeNewJobs, jobsToStart, newJobs } from '../../state/new-jobs.ts';
import { filledChoices } from '../../state/job-options.ts';
import { queueStore } from '../../state/queue.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { spanText } from '../../ui/time.ts';
import { languageName, sizeText } from './names.ts';
import { useModels } from './use-models.ts';

/** In one line what will be used, why, and about how long it takes. */
export function UsedLine() {
  const { t, i18n } = useTranslation('home');
  const { installed, machine } = useModels();
  const state = useStored(newJobs, (all) => all);
  const speeds = useStored(queueStore, ({ queue }) => queue?.speeds) ?? [];
  const settings = useStored(settingsStore, ({ values }) => values);
  const device = settings?.device ?? 'auto';
  const { value: available } = useAnswer('models.available', {});
  const entries = available?.entries ?? [];
  if (installed === undefined || machine === undefined || available === undefined)
    return <p className="text-sm text-muted">{t('usedLooking')}</p>;
  const { preset, asr } = filledChoices(state.choices, settings);
  const chosen = state.choices.language ?? settings?.defaultLanguage;
  const quality = state.choices.quality ?? settings?.defaultQuality ?? 'balanced';
  const { candidates, reason } = chooseAsr(
    installed,
    {
      languages: chosen === undefined || chosen === 'detect' ? [] : [chosen],
      ...{ quality, preset, id: preset === 'demo' ? undefined : asr },
    },
    {
      ...machine,
      memoryBytes: memoryBudget(machine),
      // What every machine has; whether a GPU works is found out by the job.
      places: { 'whisper-onnx': ['cpu'], 'ctc-onnx': ['cpu'], 'transcribe-cpp': ['cpu'] },
    },
    { entries, speeds, footprints: [] },
  );
  const model = candidates[0]?.model;
  const change = (
    <Button
      onClick={() => {
        closeNewJobs();
        goTo({ view: 'models' });
      }}
    >
      {model === undefined ? t('getModels') : t('change')}
    </Button>
  );
  if (model === undefined || reason === undefined) {
    return (
      <div className="flex items-center gap-3 rounded-md border border-line bg-doubt-soft px-3 py-2 text-sm text-doubt">
        <span className="min-w-0 flex-1">{t('noRecogniser')}</span>
        {change}
      </div>
    );
  }
  const lengths = state.batches.flatMap(({ planned }) =>
    planned.flatMap((input) => (input.kind === 'job' && !state.left.has(input.job.path) ? [input.audio_length] : [])),
  );
  const times = lengths.map((audioLengthMs) =>
    estimateProcessing(
      { audioLengthMs, asr: model.manifest.id, skipDiarize: state.choices.speakers === 'none' },
      speeds,
    ),
  );
  const known = times.flatMap((time) => time ?? []);
  const total = known.length === times.length && known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) : undefined;
  const why = t(`why_${reason.kind}`, whyValues(reason, i18n.language));
  const wish = state.choices.device ?? device;
  const gpu = machine.gpus[0]?.name;
  const where =
    wish === 'cpu' || (wish === 'auto' && gpu === undefined)
      ? t('onCpu', { count: machine.physicalCores })
      : wish === 'auto'
        ? t('onBest', { gpu })
        : t(`device_${wish}`);
  const time =
    jobsToStart(state).length === 0
      ? ''
      : total === undefined
        ? t('timeUnknown')
        : t('aboutTime', { time: spanText(total, i18n.language) });
  return (
    <div className="flex items-center gap-3 rounded-md bg-sunken px-3 py-2 text-sm">
      <Cpu size={16} aria-hidden className="shrink-0 text-muted" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{model.manifest.name}</span>, {why} · {where}
        {time === '' ? '' : ` · ${time}`}
      </p>
      {change}
    </div>
  );
}

/** What the sentence about a choice names, in the language of the page. */
function whyValues(reason: AsrReason, language: string) {
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  return {
    other: 'other' in reason ? reason.other : '',
    languages: 'languages' in reason ? list.format(reason.languages.map((code) => languageName(code, language))) : '',
    need: 'needBytes' in reason ? sizeText(reason.needBytes, language) : '',
    have: 'haveBytes' in reason ? sizeText(reason.haveBytes, language) : '',
    speed:
      'speed' in reason ? new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(reason.speed) : '',
    wanted: 'wanted' in reason ? reason.wanted : '',
  };
}
