import { z } from 'zod';
import { DROP_REASONS } from '../timeline/types.ts';
import { classSchemaSchema, cueClassSchema } from './notes/class-schema.ts';
import { summarySchema } from './notes/summary.ts';
import { cueTranslationSchema, translationTrackSchema } from './notes/translation-track.ts';

/** Whole milliseconds; negative or reversed times are legal here and reported by the linter, so nothing is refused. */
const ms = z.int();
const unit = z.number();
const text = z.string();

// Loose objects keep keys this version does not know, so a file from a later minor release survives a round trip.
export const speakerSchema = z.looseObject({
  id: text,
  name: text,
  channel: z.int().optional(),
  color: text.optional(),
});

export const wordSchema = z.looseObject({
  id: text,
  startMs: ms,
  endMs: ms,
  text,
  confidence: unit,
  timing: z.enum(['dtw', 'interpolated', 'native', 'aligned']),
  engine: text,
  channel: z.int().optional(),
  speaker: text.optional(),
  spaceBefore: z.boolean().optional(),
  language: text.optional(),
});

export const turnSchema = z.looseObject({
  startMs: ms,
  endMs: ms,
  speaker: text,
  channel: z.int().optional(),
  confidence: unit.optional(),
});

export const cueSchema = z.looseObject({
  id: text,
  startMs: ms,
  endMs: ms,
  lines: z.array(text),
  speaker: text.optional(),
  lineSpeakers: z.array(text).optional(),
  wordIds: z.array(text),
  translations: z.record(text, cueTranslationSchema).optional(),
  classes: z.record(text, cueClassSchema).optional(),
});

const droppedSchema = z.looseObject({
  startMs: ms,
  endMs: ms,
  reason: z.enum(DROP_REASONS),
  detail: text.optional(),
  channel: z.int().optional(),
});

const alertSchema = z.looseObject({
  code: text,
  severity: z.enum(['info', 'warning', 'error']),
  message: text,
  stage: text.optional(),
  startMs: ms.optional(),
  endMs: ms.optional(),
  channel: z.int().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const provenanceSchema = z.looseObject({
  stage: text,
  version: z.int(),
  model: text.optional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const trackSchema = z.looseObject({
  name: text,
  contentId: text,
  stream: z.int(),
  startMs: ms,
  speaker: text.optional(),
});

const mediaSchema = z.looseObject({
  name: text,
  contentId: text,
  durationMs: ms,
  channels: z.int(),
  layout: text.optional(),
  tracks: z.array(trackSchema).optional(),
});

const sourceSchema = z.looseObject({
  url: text,
  title: text,
  uploader: text.optional(),
  extractor: text.optional(),
});

export const chaptersSchema = z.array(z.looseObject({ startMs: ms, endMs: ms, title: text }));

export const bookmarksSchema = z.array(z.looseObject({ timeMs: ms, note: text.optional() }));

const stretchSchema = z.looseObject({ startMs: ms, endMs: ms, speaker: text.optional() });

export const speakerWishesSchema = z.looseObject({
  channel: z.int().nonnegative().optional(),
  speakers: z.int().min(1).max(50).optional(),
  minSpeakers: z.int().min(1).max(50).optional(),
  maxSpeakers: z.int().min(1).max(50).optional(),
  threshold: z.number().positive().max(10).optional(),
  links: z
    .array(z.looseObject({ kind: z.enum(['same', 'different']), a: stretchSchema, b: stretchSchema }))
    .max(1000)
    .optional(),
});

export const reviewedSchema = z.strictObject({
  kind: z.string().min(1).max(50),
  cue: z.string().min(1).optional(),
  content: z.string().max(1000),
});

export const importedSchema = z.looseObject({
  format: text,
  header: text.optional(),
  blocks: z.array(
    z.looseObject({ kind: z.enum(['note', 'style', 'region', 'other']), text, beforeCueId: text.optional() }),
  ),
  cues: z.array(
    z.looseObject({
      cueId: text,
      originalId: text.optional(),
      settings: text.optional(),
      voiceClass: text.optional(),
    }),
  ),
});

/**
 * Zod schema of document version 1 (docs/format/document-v1.md). Checks shapes and that times are whole numbers; what
 * the values mean together is the linter's part. Unknown keys are kept.
 */
export const documentSchema = z.looseObject({
  format: z.literal('voxlane-document'),
  version: z.literal(1),
  media: mediaSchema,
  source: sourceSchema.optional(),
  chapters: chaptersSchema.optional(),
  bookmarks: bookmarksSchema.optional(),
  language: text.optional(),
  languages: z.array(text).optional(),
  profile: text,
  speakerWishes: z.array(speakerWishesSchema).optional(),
  speakers: z.array(speakerSchema),
  words: z.array(wordSchema),
  turns: z.array(turnSchema),
  exclusiveTurns: z.array(turnSchema),
  cues: z.array(cueSchema),
  dropped: z.array(droppedSchema),
  alerts: z.array(alertSchema),
  provenance: z.array(provenanceSchema),
  reviewed: z.array(reviewedSchema).optional(),
  translations: z.array(translationTrackSchema).optional(),
  classSchemas: z.array(classSchemaSchema).optional(),
  summaries: z.array(summarySchema).optional(),
  imported: importedSchema.optional(),
});
