import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CallInput } from '../../contract/contract.ts';
import { t } from '../i18n/translate.ts';
import { printChanged, readIds } from '../job-ids.ts';
import { addJobTranslateOptions, type TranslateChangeFlags } from '../job-translate.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { remoteOf } from '../remote-asr.ts';
import { agreeForLibrary, translateChangeForLibrary } from '../remote-consent.ts';
import { usageError } from '../usage-error.ts';
import { addTranscribeOptions, readTranscribeWish, type TranscribeFlags } from '../transcribe-options.ts';

/** Which option of a transcription a flag of the command says. */
const OPTION_OF = {
  language: 'language',
  languages: 'languages',
  redecode: 'redecode',
  speakers: 'speakers',
  minSpeakers: 'minSpeakers',
  maxSpeakers: 'maxSpeakers',
  profile: 'profile',
  channels: 'channels',
  speakersPerChannel: 'speakersPerChannel',
  roles: 'roles',
  rolesPattern: 'rolePatterns',
  skip: 'skipDiarize',
  diarizer: 'diarizer',
  wordTimes: 'wordTimes',
  diarizeStep: 'diarizeStepSeconds',
  minTurn: 'minTurnMs',
  maxGap: 'maxGapMs',
  dash: 'dashCues',
  beam: 'beamSize',
  stream: 'streamIndex',
  device: 'device',
  quality: 'quality',
  performance: 'performance',
} as const;

type ChangeFlags = TranscribeFlags & TranslateChangeFlags & HomeFlags & { readonly detectLanguage?: boolean };

/** Completes `voxlane queue change`: other options for jobs; what is not said stays as it was. */
export function addQueueChange(command: Command): void {
  command.argument('<id...>', t('queue.ids'));
  addJobTranslateOptions(addTranscribeOptions(command))
    .option('--no-translate', t('jobTranslate.none'))
    .option('--no-retime', t('jobTranslate.keepTimes'))
    .option('--detect-language', t('queue.detectLanguage'));
  command.action(async (ids: string[], flags: ChangeFlags) => {
    const said = (flag: string): boolean => command.getOptionValueSource(flag) === 'cli';
    const wished = changeOf(flags, said);
    const remote = await serverChange(flags, said);
    const translate = await translateChangeForLibrary(flags, 'queue change');
    const change = { ...wished, ...remote, ...(translate === undefined ? {} : { translate }) };
    if (Object.keys(change).length === 1 && Object.keys(change.options ?? {}).length === 0)
      throw usageError(t('queue.noChange'), 'queue change');
    printChanged((await ask(flags, 'queue.respec', { ids: readIds(ids), change })).ids);
  });
}

/** Another speech server, agreed to. What the environment says is for new jobs. */
async function serverChange(
  flags: ChangeFlags,
  said: (flag: string) => boolean,
): Promise<Pick<CallInput<'queue.respec'>['change'], 'remote'>> {
  if (!['asrUrl', 'asrModel', 'asrApi', 'asrPlainHttp'].some(said)) return {};
  const remote = said('asrUrl') || said('asrApi') ? remoteOf(flags) : undefined;
  if (remote === undefined) throw usageError(t('queue.noServer'), 'queue change');
  await agreeForLibrary(remote, flags, 'queue change');
  return { remote };
}

function changeOf(
  flags: TranscribeFlags & { readonly detectLanguage?: boolean },
  said: (flag: string) => boolean,
): CallInput<'queue.respec'>['change'] {
  if (flags.detectLanguage === true && said('language')) throw usageError(t('queue.oneLanguage'), 'queue change');
  const { options, asr, artifactsFolder, modelFolders, preset } = readTranscribeWish(flags, [], 'queue change');
  const wished = Object.entries(OPTION_OF).filter(([flag]) => said(flag));
  return {
    options: Object.fromEntries(wished.map(([, name]) => [name, options[name]])),
    ...(flags.out === undefined ? {} : { folder: resolve(flags.out) }),
    ...(flags.detectLanguage === true ? { reset: ['language'] } : {}),
    ...(said('formats') ? { formats: [...flags.formats] } : {}),
    ...(said('modelsDir') ? { modelFolders: [...modelFolders] } : {}),
    ...(said('preset') ? { preset } : {}),
    ...(asr === undefined ? {} : { asr }),
    ...(artifactsFolder === undefined ? {} : { artifactsFolder }),
  };
}
