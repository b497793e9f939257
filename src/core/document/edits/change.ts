import { z } from 'zod';
import { classSchemaSchema } from '../notes/class-schema.ts';
import { summarySchema } from '../notes/summary.ts';
import { translationTrackSchema } from '../notes/translation-track.ts';
import {
  bookmarksSchema,
  chaptersSchema,
  cueSchema,
  importedSchema,
  reviewedSchema,
  speakerSchema,
  speakerWishesSchema,
  turnSchema,
  wordSchema,
} from '../schema.ts';
import type { VoxlaneDocument } from '../types.ts';

/** The lists of a document that operations change. */
const LIST_NAMES = ['speakers', 'words', 'turns', 'exclusiveTurns', 'cues'] as const;
export type ListName = (typeof LIST_NAMES)[number];
export type ItemOf<L extends ListName> = VoxlaneDocument[L][number];
/** Optional parts of a document that operations replace whole. */
export type FieldName =
  'chapters' | 'bookmarks' | 'imported' | 'speakerWishes' | 'reviewed' | 'translations' | 'classSchemas' | 'summaries';

const items = z.union([
  z.strictObject({ list: z.literal('speakers'), insert: z.array(speakerSchema) }),
  z.strictObject({ list: z.literal('words'), insert: z.array(wordSchema) }),
  z.strictObject({ list: z.enum(['turns', 'exclusiveTurns']), insert: z.array(turnSchema) }),
  z.strictObject({ list: z.literal('cues'), insert: z.array(cueSchema) }),
]);
const place = z.int().nonnegative();

/**
 * One step of an inverse, exact and by position: it fits only the document that the operation left. `splice` exchanges
 * `remove` entries at `at` for others; `set` gives `count` entries from `at` on other values and takes keys away; `field`
 * replaces an optional part of the document.
 */
export const changeSchema = z.union([
  z.strictObject({ kind: z.literal('splice'), at: place, remove: place, items }),
  z.strictObject({
    kind: z.literal('set'),
    list: z.enum(LIST_NAMES),
    at: place,
    count: place,
    values: z.record(z.string(), z.unknown()),
    drop: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('field'), field: z.literal('chapters'), value: chaptersSchema.optional() }),
  z.strictObject({ kind: z.literal('field'), field: z.literal('bookmarks'), value: bookmarksSchema.optional() }),
  z.strictObject({ kind: z.literal('field'), field: z.literal('imported'), value: importedSchema.optional() }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.literal('speakerWishes'),
    value: z.array(speakerWishesSchema).optional(),
  }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.literal('reviewed'),
    value: z.array(reviewedSchema).optional(),
  }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.literal('translations'),
    value: z.array(translationTrackSchema).optional(),
  }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.literal('classSchemas'),
    value: z.array(classSchemaSchema).optional(),
  }),
  z.strictObject({ kind: z.literal('field'), field: z.literal('summaries'), value: z.array(summarySchema).optional() }),
]);

export type Change =
  | {
      readonly kind: 'splice';
      readonly at: number;
      readonly remove: number;
      readonly items: { readonly list: ListName; readonly insert: readonly ItemOf<ListName>[] };
    }
  | {
      readonly kind: 'set';
      readonly list: ListName;
      readonly at: number;
      readonly count: number;
      readonly values: Readonly<Record<string, unknown>>;
      readonly drop: readonly string[];
    }
  | { readonly kind: 'field'; readonly field: FieldName; readonly value?: VoxlaneDocument[FieldName] };
