import type { CallInput } from '../../../contract/contract.ts';
import { type JobChoices, termsOf, wishOf } from '../../state/job-options.ts';

type SpecChange = CallInput<'queue.respec'>['change'];

const SPEAKERS = ['speakers', 'minSpeakers', 'maxSpeakers', 'skipDiarize'] as const;
const SAME = [
  'profile',
  'channels',
  'speakersPerChannel',
  'device',
  'diarizer',
  'beamSize',
  'dashCues',
  'quality',
  'performance',
  'wordTimes',
  'redecode',
] as const;

/** The change of a job's order that the touched choices mean. */
export function changeOf(choices: JobChoices, touched: ReadonlySet<keyof JobChoices>): SpecChange {
  const { options, formats, preset, asr } = wishOf(choices, undefined);
  const change: Record<string, unknown> = {};
  const reset: string[] = [];
  const take = (name: keyof typeof options): void => {
    if (options[name] === undefined) reset.push(name);
    else change[name] = options[name];
  };
  for (const name of SAME) if (touched.has(name)) take(name);
  if (touched.has('language')) take('language');
  if (touched.has('language') || touched.has('languages')) take('languages');
  const speakers = (['speakers', 'exactly', 'atLeast', 'atMost'] as const).some((name) => touched.has(name));
  if (speakers) for (const name of SPEAKERS) take(name);
  return {
    options: change,
    reset,
    ...(touched.has('formats') ? { formats } : {}),
    ...(touched.has('preset') || touched.has('asr') ? { preset } : {}),
    ...(touched.has('asr') && asr !== undefined ? { asr } : {}),
    ...translationChange(choices, touched),
  };
}

/** A glossary that is not there says nothing: that of a job is not shown. */
function translationChange(choices: JobChoices, touched: ReadonlySet<keyof JobChoices>): Pick<SpecChange, 'translate'> {
  const { translate = [], translateStyle, translateRetime, glossary } = choices;
  if (translate.length === 0) return touched.has('translate') ? { translate: 'none' } : {};
  const terms = termsOf(glossary) ?? [];
  const change = {
    ...(touched.has('translate') ? { languages: [...translate] } : {}),
    ...(touched.has('translateStyle') ? { style: translateStyle.trim() } : {}),
    ...(touched.has('translateRetime') ? { retime: translateRetime } : {}),
    ...(terms.length > 0 ? { glossary: [...terms] } : {}),
  };
  return Object.keys(change).length === 0 ? {} : { translate: change };
}
