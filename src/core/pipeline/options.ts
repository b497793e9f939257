import { z } from 'zod';
import { PERFORMANCE_PROFILES } from '../../shared/performance.ts';
import { QUALITIES } from '../../shared/quality.ts';
import { DEVICE_WISHES } from '../../shared/device.ts';

const count = z.int().min(1).max(50);
const roleName = z.string().max(80);
const rolePattern = z.string().min(1).max(200);

/** How speakers are told apart; `auto` is community-1 where a PLDA model for the embedder is installed, else pyannote 3.1. */
export const DIARIZERS = ['auto', 'pyannote-3.1', 'community-1'] as const;

/** Who says when words were said: the recogniser, or an aligner where it only guesses; or the aligner always. */
export const WORD_TIMES = ['auto', 'aligner'] as const;

interface SpeakerCounts {
  readonly speakers?: number | undefined;
  readonly minSpeakers?: number | undefined;
  readonly maxSpeakers?: number | undefined;
}

/** Adds an issue for numbers of speakers that do not fit together. */
export function checkSpeakers({ speakers, minSpeakers, maxSpeakers }: SpeakerCounts, context: z.RefinementCtx): void {
  const add = (message: string): void => context.addIssue({ code: 'custom', message });
  if (minSpeakers !== undefined && maxSpeakers !== undefined && minSpeakers > maxSpeakers)
    add('the minimum number of speakers is above the maximum');
  if (speakers !== undefined && (minSpeakers !== undefined || maxSpeakers !== undefined))
    add('an exact number of speakers leaves no room for a minimum or maximum');
}

/** What a user can ask of a transcription. Validated at every entrance (CLI, engine), since both ends are untrusted. */
export const transcribeOptionsSchema = z
  .object({
    /** ISO 639-1 code; absent = detect. */
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional(),
    /** With detection: the only languages that may be found. */
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}$/))
      .min(2)
      .max(20)
      .optional(),
    /** Doubtful text is heard again by another recogniser: as far as is sensible, not at all, or at most so many seconds of it. Absent: `auto`. */
    redecode: z.union([z.enum(['auto', 'off']), z.int().min(1).max(86_400)]).optional(),
    speakers: count.optional(),
    minSpeakers: count.optional(),
    maxSpeakers: count.optional(),
    /** Distance of the diarizer's windows; 1 is a little finer and takes twice as long. */
    diarizeStepSeconds: z.number().min(0.5).max(5).default(2),
    /** Shorter turns are left out. */
    minTurnMs: z.int().min(0).max(10_000).default(0),
    /** Pauses of one speaker up to this long are closed. */
    maxGapMs: z.int().min(0).max(10_000).default(0),
    profile: z.string().min(1).max(40).default('netflix-en'),
    /** `auto` splits channels that hold different people; `tracks` takes each audio stream as a track of one session. */
    channels: z.enum(['auto', 'mix', 'split', 'tracks']).default('auto'),
    /** Speakers of each track when there are several. */
    speakersPerChannel: z.union([z.literal('auto'), count]).default(1),
    /** Names of the channels in order, when they are split. */
    roles: z.array(roleName).max(64).default([]),
    /** Rules that tell those names from a file's name; see `rolesFromName`. */
    rolePatterns: z.array(rolePattern).max(50).default([]),
    skipDiarize: z.boolean().default(false),
    diarizer: z.enum(DIARIZERS).default('auto'),
    wordTimes: z.enum(WORD_TIMES).default('auto'),
    dashCues: z.boolean().default(false),
    beamSize: z.int().min(1).max(10).default(1),
    batchSize: z.int().min(1).max(64).default(8),
    /** What models run on. Results depend on it by rounding only, so stored ones are used whatever made them. */
    device: z.enum(DEVICE_WISHES).default('auto'),
    /** Whether the recogniser is chosen for accuracy or for speed. */
    quality: z.enum(QUALITIES).default('balanced'),
    /** Fixes device, precision and batch for runs that are to be repeated; see `fixedBy`. */
    performance: z.enum(PERFORMANCE_PROFILES).default('auto'),
    /** 0-based among the file's audio streams. */
    streamIndex: z.int().min(0).max(63).default(0),
  })
  .superRefine(checkSpeakers);

export type TranscribeOptions = z.infer<typeof transcribeOptionsSchema>;
