import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { RULE_PROFILES } from '../core/cues/profiles.ts';
import { DEFAULT_FORMAT_IDS, FORMAT_IDS } from '../core/formats/codec.ts';
import { PERFORMANCE_PROFILES, type PerformanceProfile } from '../shared/performance.ts';
import type { Preset } from '../core/models/choose.ts';
import { QUALITIES, type Quality } from '../shared/quality.ts';
import { DIARIZERS, WORD_TIMES, type TranscribeOptions, transcribeOptionsSchema } from '../core/pipeline/options.ts';
import type { RemoteAsr } from '../core/remote-asr/remote-asr.ts';
import { DEVICE_WISHES, type DeviceWish } from '../shared/device.ts';
import { modelFolders } from '../studio/folders.ts';
import { t } from './i18n/translate.ts';
import {
  existingFolder,
  folderName,
  languageCode,
  languageCodes,
  listOf,
  names,
  oneOf,
  redecodeBudget,
  rolesRule,
  seconds,
  wholeNumber,
  wholeNumberOr,
} from './option-values.ts';
import { addRemoteOptions, type RemoteFlags, remoteOf } from './remote-asr.ts';
import { usageError } from './usage-error.ts';

/** What the user said about how recordings are to be transcribed. */
export interface TranscribeFlags extends RemoteFlags {
  readonly out?: string;
  readonly formats: readonly string[];
  readonly language?: string;
  readonly languages?: readonly string[];
  readonly redecode?: number | 'auto' | 'off';
  readonly speakers?: number;
  readonly minSpeakers?: number;
  readonly maxSpeakers?: number;
  readonly profile: string;
  readonly channels: TranscribeOptions['channels'];
  readonly speakersPerChannel: number | 'auto';
  readonly roles: readonly string[];
  readonly rolesPattern: readonly string[];
  readonly asr?: string;
  readonly modelsDir?: string;
  readonly skip: readonly string[];
  readonly diarizer: TranscribeOptions['diarizer'];
  readonly wordTimes: TranscribeOptions['wordTimes'];
  readonly diarizeStep: number;
  readonly minTurn: number;
  readonly maxGap: number;
  readonly preset: Preset;
  readonly dash?: boolean;
  readonly beam: number;
  readonly stream: number;
  readonly artifacts?: string;
  readonly device: DeviceWish;
  readonly quality: Quality;
  readonly performance: PerformanceProfile;
}

/** What every command that transcribes makes of it. */
export interface TranscribeWish {
  readonly modelFolders: readonly string[];
  readonly preset: Preset;
  readonly options: TranscribeOptions;
  readonly asr?: string;
  readonly remote?: RemoteAsr;
  readonly artifactsFolder?: string;
}

/** Adds the options that say how to transcribe and where results go, the same for every command that does so. */
export function addTranscribeOptions(command: Command): Command {
  const profiles = RULE_PROFILES.map((profile) => profile.id);
  return addRemoteOptions(command)
    .option('-o, --out <folder>', t('option.out'), folderName)
    .addOption(
      new Option('-f, --formats <list>', t('option.formats', { formats: FORMAT_IDS.join(',') }))
        .argParser(listOf(FORMAT_IDS))
        .default(DEFAULT_FORMAT_IDS, 'srt,vtt,json,rttm,txt'),
    )
    .option('-l, --language <code>', t('option.language'), languageCode)
    .option('--languages <codes>', t('option.languages'), languageCodes)
    .option('--redecode <seconds>', t('option.redecode'), redecodeBudget, 'auto')
    .option('-s, --speakers <n>', t('option.speakers'), wholeNumber(1, 50))
    .option('--min-speakers <n>', t('option.minSpeakers'), wholeNumber(1, 50))
    .option('--max-speakers <n>', t('option.maxSpeakers'), wholeNumber(1, 50))
    .option('-p, --profile <id>', t('option.profile', { profiles: profiles.join(', ') }), oneOf(profiles), 'netflix-en')
    .option('-c, --channels <mode>', t('option.channels'), oneOf(['auto', 'mix', 'split', 'tracks']), 'auto')
    .option('--speakers-per-channel <n>', t('option.speakersPerChannel'), wholeNumberOr('auto', 1, 50), 1)
    .addOption(new Option('--roles <names>', t('option.roles')).argParser(names).default([], 'none'))
    .addOption(new Option('--roles-pattern <rule>', t('option.rolesPattern')).argParser(rolesRule).default([], 'none'))
    .option('--asr <id>', t('option.asr'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .addOption(new Option('--skip <steps>', t('option.skip')).argParser(listOf(['diarize'])).default([], 'nothing'))
    .option('--diarizer <method>', t('option.diarizer'), oneOf(DIARIZERS), 'auto')
    .option('--word-times <who>', t('option.wordTimes'), oneOf(WORD_TIMES), 'auto')
    .option('--diarize-step <seconds>', t('option.diarizeStep'), seconds(0.5, 5), 2)
    .option('--min-turn <ms>', t('option.minTurn'), wholeNumber(0, 10_000), 0)
    .option('--max-gap <ms>', t('option.maxGap'), wholeNumber(0, 10_000), 0)
    .option('--preset <name>', t('option.preset'), oneOf(['auto', 'demo']), 'auto')
    .option('--quality <name>', t('option.quality'), oneOf(QUALITIES), 'balanced')
    .option('--performance <profile>', t('option.performance'), oneOf(PERFORMANCE_PROFILES), 'auto')
    .option('--dash', t('option.dash'))
    .option('--beam <n>', t('option.beam'), wholeNumber(1, 10), 1)
    .option('--stream <n>', t('option.stream'), wholeNumber(0, 63), 0)
    .option('--artifacts <folder>', t('option.artifacts'), folderName)
    .addOption(deviceOption());
}

/** `--device`, or the environment's word for it. */
export function deviceOption(): Option {
  return new Option('--device <name>', t('option.device', { devices: DEVICE_WISHES.join(', ') }))
    .argParser(oneOf(DEVICE_WISHES))
    .env('VOXLANE_DEVICE')
    .default('auto');
}

/** Checks the options against each other. Throws `options-invalid`. */
export function readTranscribeWish(flags: TranscribeFlags, inputs: readonly string[], command: string): TranscribeWish {
  if (flags.speakers !== undefined && (flags.minSpeakers ?? flags.maxSpeakers) !== undefined)
    throw usageError(t('error.speakersBoth'), command);
  if ((flags.minSpeakers ?? 0) > (flags.maxSpeakers ?? Infinity)) throw usageError(t('error.speakersOrder'), command);
  if (inputs.includes('')) throw usageError(t('error.inputEmpty'), command);
  const remote = remoteOf(flags);
  const options = transcribeOptionsSchema.parse({
    language: flags.language,
    languages: flags.languages,
    redecode: flags.redecode,
    speakers: flags.speakers,
    minSpeakers: flags.minSpeakers,
    maxSpeakers: flags.maxSpeakers,
    profile: flags.profile,
    channels: flags.channels,
    speakersPerChannel: flags.speakersPerChannel,
    roles: flags.roles,
    rolePatterns: flags.rolesPattern,
    skipDiarize: flags.skip.includes('diarize'),
    diarizer: flags.diarizer,
    wordTimes: flags.wordTimes,
    diarizeStepSeconds: flags.diarizeStep,
    minTurnMs: flags.minTurn,
    maxGapMs: flags.maxGap,
    dashCues: flags.dash ?? false,
    beamSize: flags.beam,
    streamIndex: flags.stream,
    device: flags.device,
    quality: flags.quality,
    performance: flags.performance,
  });
  return {
    modelFolders: modelFolders(flags.modelsDir),
    preset: flags.preset,
    options,
    ...(flags.asr === undefined ? {} : { asr: flags.asr }),
    ...(remote === undefined ? {} : { remote }),
    ...(flags.artifacts === undefined ? {} : { artifactsFolder: resolve(flags.artifacts) }),
  };
}
