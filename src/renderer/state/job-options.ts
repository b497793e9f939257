import { z } from 'zod';
import { RULE_PROFILES } from '../../core/cues/profiles.ts';
import { FORMAT_IDS } from '../../core/formats/codec.ts';
import { PERFORMANCE_PROFILES } from '../../shared/performance.ts';
import { QUALITIES } from '../../shared/quality.ts';
import type { SourceWish } from '../../core/queue/job-source.ts';
import type { JobWish } from '../../core/queue/job-spec.ts';
import { DIARIZERS, WORD_TIMES } from '../../core/pipeline/options.ts';
import type { GlossaryTerm } from '../../core/document/notes/glossary-term.ts';
import { RETIMES } from '../../core/document/notes/retime.ts';
import { languageCodeSchema } from '../../core/document/notes/language-code.ts';
import { readGlossary } from '../../core/stages/translate/read-glossary.ts';
import { usableModels } from './language-models.ts';
import { agreedServer } from '../../core/remote-asr/remote-asr.ts';
import { SETTINGS, type Settings } from '../../core/settings/schema.ts';
import { DEVICE_WISHES } from '../../shared/device.ts';

const count = z.int().min(1).max(50);

/** What the user can choose for new jobs, as it is remembered in this browser. */
export const jobChoicesSchema = z.object({
  /** Absent: what the settings say. */
  language: z.union([z.literal('detect'), z.string().regex(/^[a-z]{2,3}$/)]).optional(),
  speakers: z.enum(['auto', 'exactly', 'between', 'none']).optional(),
  exactly: count.default(2),
  atLeast: count.default(2),
  atMost: count.default(6),
  profile: z.enum(RULE_PROFILES.map(({ id }) => id)).optional(),
  channels: z.enum(['auto', 'mix', 'split', 'tracks']).default('auto'),
  speakersPerChannel: z.union([z.literal('auto'), count]).default(1),
  formats: z
    .array(z.enum(FORMAT_IDS as readonly [string, ...string[]]))
    .min(1)
    .optional(),
  preset: z.enum(['auto', 'demo']).optional(),
  asr: z.string().max(64).optional(),
  device: z.enum(DEVICE_WISHES).optional(),
  quality: z.enum(QUALITIES).optional(),
  performance: z.enum(PERFORMANCE_PROFILES).optional(),
  /** With detection: the only languages that may be found; counts from two on. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .max(20)
    .readonly()
    .default([]),
  wordTimes: z.enum(WORD_TIMES).default('auto'),
  /** Doubtful text is heard again: as far as is sensible, not at all, or at most so many seconds of it. */
  redecode: z.union([z.enum(['auto', 'off']), z.int().min(1).max(86_400)]).default('auto'),
  diarizer: z.enum(DIARIZERS).default('auto'),
  beamSize: z.int().min(1).max(10).default(1),
  dashCues: z.boolean().default(false),
  /** Absent: what the settings say. */
  translate: z.array(languageCodeSchema).max(10).optional(),
  translateStyle: z.string().max(500).default(''),
  /** What may be done with translated lines that are too long; `keep`: nothing. */
  translateRetime: z.enum(['keep', ...RETIMES]).default('keep'),
  /** As it was pasted or read from a file. */
  glossary: z.string().max(1_000_000).default(''),
  audioOnly: z.boolean().default(false),
  captions: z.boolean().default(false),
  priority: z.int().min(-100).max(100).default(0),
});

export type JobChoices = z.infer<typeof jobChoicesSchema>;

const DEFAULTS = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, { default: value }]) => [key, value]),
) as unknown as Settings;

const KEY = 'voxlane-new-jobs';
export const FIRST_CHOICES: JobChoices = jobChoicesSchema.parse({});

/** What was chosen last time, or Voxlane's choice. */
export function loadChoices(from: Pick<Storage, 'getItem'> = localStorage): JobChoices {
  try {
    return jobChoicesSchema.parse(JSON.parse(from.getItem(KEY) ?? '{}'));
  } catch {
    return FIRST_CHOICES;
  }
}

export function keepChoices(choices: JobChoices, to: Pick<Storage, 'setItem'> = localStorage): void {
  // How urgent the last jobs were says nothing about the next ones, and terms belong to a recording.
  to.setItem(KEY, JSON.stringify({ ...choices, priority: 0, glossary: '' }));
}

/** Why choices do not fit together, if they do not. */
export function problemOf(choices: JobChoices): 'order' | 'glossary' | undefined {
  if (choices.speakers === 'between' && choices.atLeast > choices.atMost) return 'order';
  return glossaryFault(choices.glossary) ? 'glossary' : undefined;
}

/** Choices of which some stand in the settings where nothing was chosen. */
interface FilledChoices extends JobChoices {
  readonly preset: NonNullable<JobChoices['preset']>;
  readonly speakers: NonNullable<JobChoices['speakers']>;
}

/** The choices with the settings in place of what was not chosen, as far as a form shows it. */
export function filledChoices(choices: JobChoices, settings: Settings | undefined): FilledChoices {
  const { defaultPreset, defaultSpeakers } = settings ?? DEFAULTS;
  const preset = choices.preset ?? defaultPreset;
  if (choices.speakers !== undefined) return { ...choices, preset, speakers: choices.speakers };
  return defaultSpeakers === 'auto'
    ? { ...choices, preset, speakers: 'auto' }
    : { ...choices, preset, speakers: 'exactly', exactly: defaultSpeakers };
}

/** What the choices mean for a plan, with the settings in place of what was not chosen. */
export function wishOf(chosenNow: JobChoices, settings: Settings | undefined): JobWish {
  const standard = settings ?? DEFAULTS;
  const choices = filledChoices(chosenNow, settings);
  const { preset } = choices;
  const chosen = choices.language ?? standard.defaultLanguage;
  const language = chosen === 'detect' ? undefined : chosen;
  const folder = standard.modelsFolder;
  const server = agreedServer(standard);
  return {
    modelFolders: folder === undefined ? [] : [folder],
    preset,
    ...(choices.asr === undefined || preset === 'demo' ? {} : { asr: choices.asr }),
    // A model that was chosen by name is what is wanted.
    ...(server === undefined || preset === 'demo' || choices.asr !== undefined ? {} : { remote: server }),
    formats: [...(choices.formats ?? standard.defaultFormats)],
    ...translationOf(choices, standard),
    options: {
      ...(language === undefined ? {} : { language }),
      ...(language === undefined && choices.languages.length > 1 ? { languages: [...choices.languages] } : {}),
      ...(choices.redecode === 'auto' ? {} : { redecode: choices.redecode }),
      ...speakersOf(choices),
      profile: choices.profile ?? standard.defaultProfile,
      channels: choices.channels,
      speakersPerChannel: choices.speakersPerChannel,
      roles: [...standard.defaultRoles],
      rolePatterns: [...standard.rolePatterns],
      skipDiarize: choices.speakers === 'none',
      diarizer: choices.diarizer,
      wordTimes: choices.wordTimes,
      diarizeStepSeconds: 2,
      minTurnMs: 0,
      maxGapMs: 0,
      dashCues: choices.dashCues,
      beamSize: choices.beamSize,
      batchSize: 8,
      streamIndex: 0,
      device: choices.device ?? standard.device,
      quality: choices.quality ?? standard.defaultQuality,
      performance: choices.performance ?? standard.performance,
    },
  };
}

/** Languages to translate to, as long as there is a model that may be asked for it. */
function translationOf(choices: JobChoices, settings: Settings): Pick<JobWish, 'translate'> {
  const languages = choices.translate ?? settings.defaultTranslate;
  if (languages.length === 0 || usableModels(settings).length === 0) return {};
  const { translateRetime: retime } = choices;
  const style = choices.translateStyle.trim();
  const glossary = termsOf(choices.glossary) ?? [];
  return {
    translate: {
      languages: [...languages],
      natural: false,
      ...(style === '' ? {} : { style }),
      ...(retime === 'keep' ? {} : { retime }),
      ...(glossary.length === 0 ? {} : { glossary: [...glossary] }),
    },
  };
}

/** Whether a glossary cannot be read. */
export function glossaryFault(text: string): boolean {
  return termsOf(text) === undefined;
}

const MOST_TERMS = 5000;

/** The terms of a glossary; `undefined` for what is none. */
export function termsOf(text: string): readonly GlossaryTerm[] | undefined {
  try {
    const terms = readGlossary(text);
    return terms.length > MOST_TERMS ? undefined : terms;
  } catch {
    // What is wrong with it is said beside the field.
    return undefined;
  }
}

function speakersOf(choices: JobChoices): {
  readonly speakers?: number;
  readonly minSpeakers?: number;
  readonly maxSpeakers?: number;
} {
  if (choices.speakers === 'exactly') return { speakers: choices.exactly };
  if (choices.speakers === 'between') return { minSpeakers: choices.atLeast, maxSpeakers: choices.atMost };
  return {};
}

/** How recordings are fetched from the web. */
export function sourcesOf(choices: JobChoices, settings: Settings | undefined): SourceWish {
  return {
    playlist: false,
    audioOnly: choices.audioOnly,
    captions: choices.captions,
    allowLocalNetwork: settings?.allowLocalNetwork ?? false,
    allowOldYtdlp: settings?.allowOldYtdlp ?? false,
    maxBytes: (settings?.maxDownloadMiB ?? SETTINGS.maxDownloadMiB.default) * 1024 * 1024,
  };
}
