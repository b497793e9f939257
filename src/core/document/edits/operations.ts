import { z } from 'zod';
import { classSchemaSchema } from '../notes/class-schema.ts';
import { glossaryTermSchema } from '../notes/glossary-term.ts';
import { relationSheetSchema } from '../notes/relation-sheet.ts';
import { RETIMES } from '../notes/retime.ts';
import { summarySchema } from '../notes/summary.ts';
import { languageCodeSchema } from '../notes/language-code.ts';
import { reviewedSchema, speakerWishesSchema } from '../schema.ts';

/** Most items one operation may name or carry; far more than any editor sends, far less than what hurts. */
const MOST = 200_000;
const LONGEST_LINE = 10_000;
const MOST_LINES = 100;
const LONGEST_NAME = 200;
const LONGEST_ID = 200;

// C0 controls except the tab, DEL, and the separators that count as line breaks.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f\u2028\u2029]/;
const plain = (max: number, what: string) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '', `${what} is empty`)
    .refine((text) => !CONTROL.test(text), `${what} holds a line break or control character`);

const knownId = z.string().min(1);
/** Ids a caller chooses must also be possible as WebVTT identifiers. */
const newId = plain(LONGEST_ID, 'an id').refine((id) => !id.includes('-->') && id === id.trim(), 'not usable as an id');
const name = plain(LONGEST_NAME, 'the name');

/** Whether an operation may bring this id along; imported files have longer and odder ones. */
export function isUsableId(id: string): boolean {
  return newId.safeParse(id).success;
}

const lines = z.array(plain(LONGEST_LINE, 'a line')).max(MOST_LINES);
const ms = z.int().nonnegative();
const color = z.string().regex(/^#[0-9a-f]{6}$/i);
const several = z.array(knownId).min(1).max(MOST);
const chapter = z.strictObject({ startMs: ms, endMs: ms, title: plain(500, 'the title') });

const bookmark = z.strictObject({ timeMs: ms, note: plain(500, 'the note').optional() });
/** A turn has no id: it is the one of `turns` with just these values. */
const turnRef = z.strictObject({
  startMs: ms,
  endMs: ms,
  speaker: knownId,
  channel: z.int().nonnegative().optional(),
});
/** `follow`: the words in the time that changes hands, and its exclusive turns, go along. `stay`: lanes may overlap. */
const words = z.enum(['follow', 'stay']);

const castTurn = z.strictObject({
  startMs: ms,
  endMs: ms,
  speaker: newId,
  channel: z.int().nonnegative().optional(),
  confidence: z.number().min(0).max(1).optional(),
});

/** A word as a recogniser heard it. The speaker is that of the word whose time it takes, unless it is given. */
const heardWord = z.strictObject({
  startMs: ms,
  endMs: ms,
  text: plain(LONGEST_LINE, 'a word').refine((text) => text === text.trim(), 'a word has spaces around it'),
  confidence: z.number().min(0).max(1),
  timing: z.enum(['dtw', 'interpolated', 'native', 'aligned']),
  engine: plain(LONGEST_NAME, 'the engine'),
  spaceBefore: z.boolean().optional(),
  language: z.string().max(35).optional(),
  channel: z.int().nonnegative().optional(),
  speaker: knownId.optional(),
  id: newId.optional(),
});

const translation = {
  of: z.string().max(LONGEST_LINE * 10),
  lines,
  by: plain(LONGEST_NAME, 'the engine').optional(),
  flags: z.array(plain(60, 'a flag')).max(20).optional(),
  alternatives: z.array(lines).max(10).optional(),
  endMs: ms.optional(),
};
const givenClass = {
  label: knownId,
  character: plain(LONGEST_NAME, 'the character').optional(),
  confidence: z.number().min(0).max(1).optional(),
  evidence: plain(1000, 'the evidence').optional(),
  by: plain(LONGEST_NAME, 'the engine'),
};

/** A translation and a class as a cue brings them along. */
export const broughtTranslationSchema = z.strictObject({ ...translation, locked: z.boolean().optional() });
export const broughtClassSchema = z.strictObject(givenClass);

/**
 * One change of a document, as an editor asks for it. Untrusted: it comes from windows, browsers and disks. Ids name
 * things of the document; `newId` is the id of what the operation makes, chosen by `applyOperation` when absent.
 */
export const editOperationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-speaker'), name, color: color.optional(), newId: newId.optional() }),
  z.strictObject({ kind: z.literal('rename-speaker'), speaker: knownId, name }),
  z.strictObject({ kind: z.literal('set-speaker-color'), speaker: knownId, color }),
  /** Everything of `speaker` becomes `into`'s; `speaker` is gone afterwards. */
  z.strictObject({ kind: z.literal('merge-speakers'), speaker: knownId, into: knownId }),
  z.strictObject({ kind: z.literal('assign-cue-speaker'), cue: knownId, speaker: knownId }),
  z.strictObject({ kind: z.literal('assign-words-speaker'), words: several, speaker: knownId }),
  /** No lines: the cue shows nothing. `lineSpeakers` is needed when a cue of several speakers gets another number of lines. */
  z.strictObject({
    kind: z.literal('set-cue-lines'),
    cue: knownId,
    lines,
    lineSpeakers: z.array(knownId).max(MOST_LINES).optional(),
  }),
  z.strictObject({ kind: z.literal('set-cue-times'), cue: knownId, startMs: ms, endMs: ms }),
  /**
   * The second part begins with `word`, or at `timeMs` and, where there is text, before the UTF-16 unit `offset` of line
   * `line` (both from 0).
   */
  z.strictObject({
    kind: z.literal('split-cue'),
    cue: knownId,
    at: z.union([
      z.strictObject({ word: knownId }),
      z.strictObject({ timeMs: ms, line: z.int().nonnegative().optional(), offset: z.int().nonnegative().optional() }),
    ]),
    newId: newId.optional(),
  }),
  /** `cues` stand next to each other, in order; the first one's id stays. `lines` replaces the joined text. */
  z.strictObject({
    kind: z.literal('merge-cues'),
    cues: z.array(knownId).min(2).max(1000),
    lines: lines.min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('insert-cue'),
    startMs: ms,
    endMs: ms,
    lines,
    speaker: knownId.optional(),
    /** One a line, for a cue of several speakers. */
    lineSpeakers: z.array(knownId).max(MOST_LINES).optional(),
    /** The words it is built from. */
    words: several.optional(),
    /** What stands beside its text already: in languages and by class schemas that the document has. */
    translations: z.record(languageCodeSchema, broughtTranslationSchema).optional(),
    classes: z.record(knownId, broughtClassSchema).optional(),
    newId: newId.optional(),
  }),
  z.strictObject({ kind: z.literal('delete-cue'), cue: knownId }),
  /** What was heard in a cue, anew: other words, its text and, when given, its times. */
  z.strictObject({
    kind: z.literal('rewrite-cue'),
    cue: knownId,
    words: z.array(heardWord).max(2000),
    lines,
    startMs: ms.optional(),
    endMs: ms.optional(),
  }),
  /**
   * Who speaks when in one track, anew: all its turns, and the wishes that led to them. Words and cues follow; cues in
   * which the speaker changes are split there.
   */
  z.strictObject({
    kind: z.literal('recast'),
    channel: z.int().nonnegative().optional(),
    turns: z.array(castTurn).max(MOST),
    exclusiveTurns: z.array(castTurn).max(MOST),
    wishes: speakerWishesSchema.optional(),
  }),
  /** The turn, or its part from `startMs` to `endMs`, is another speaker's; so are the words the first one says there. */
  z.strictObject({
    kind: z.literal('assign-turn'),
    turn: turnRef,
    speaker: knownId,
    startMs: ms.optional(),
    endMs: ms.optional(),
  }),
  z.strictObject({
    kind: z.literal('move-turn-edge'),
    turn: turnRef,
    edge: z.enum(['start', 'end']),
    toMs: ms,
    words,
  }),
  z.strictObject({ kind: z.literal('split-turn'), turn: turnRef, atMs: ms }),
  /** Neighbours of one speaker, in order; the time between them becomes theirs in `turns`, and where nobody has it. */
  z.strictObject({ kind: z.literal('merge-turns'), turns: z.array(turnRef).min(2).max(1000) }),
  z.strictObject({
    kind: z.literal('add-turn'),
    startMs: ms,
    endMs: ms,
    speaker: knownId,
    channel: z.int().nonnegative().optional(),
    words,
  }),
  /** Its words become those of who else talks then, or nobody's. */
  z.strictObject({ kind: z.literal('delete-turn'), turn: turnRef }),
  /** A user looked at these doubts and found them fine, or takes that back. */
  z.strictObject({
    kind: z.literal('mark-reviewed'),
    doubts: z.array(reviewedSchema).min(1).max(10_000),
    reviewed: z.boolean(),
  }),
  /** All chapters, by start; none removes them. */
  /** Adds a language, or changes what is said of it; `null` takes a part away, what is left out stays. */
  z.strictObject({
    kind: z.literal('set-translation-track'),
    language: languageCodeSchema,
    style: plain(500, 'the style').nullable().optional(),
    glossary: z.array(glossaryTermSchema).max(5000).nullable().optional(),
    relations: relationSheetSchema.nullable().optional(),
    retime: z.enum(RETIMES).nullable().optional(),
  }),
  /** The language and everything that cues say in it. */
  z.strictObject({ kind: z.literal('remove-translation'), language: languageCodeSchema }),
  /**
   * A person's own wording. No lines: the translation of the cue is taken away. Without `endMs` it ends with the cue, or
   * later where the language lets it.
   */
  z.strictObject({
    kind: z.literal('set-cue-translation'),
    cue: knownId,
    language: languageCodeSchema,
    lines,
    endMs: ms.optional(),
  }),
  z.strictObject({
    kind: z.literal('lock-translations'),
    cues: several,
    language: languageCodeSchema,
    locked: z.boolean(),
  }),
  /** What a model wrote. Locked lines stay, and so do cues that say something else than what was translated. */
  z.strictObject({
    kind: z.literal('put-translations'),
    language: languageCodeSchema,
    cues: z.array(z.strictObject({ cue: knownId, ...translation })).max(MOST),
  }),
  /** Adds a class schema or takes the place of the one with its id. Classes whose label is gone are taken away. */
  z.strictObject({ kind: z.literal('set-class-schema'), schema: classSchemaSchema }),
  /** The schema and all its classes. */
  z.strictObject({ kind: z.literal('remove-class-schema'), schema: knownId }),
  /** A person's own decision. No label: the cues are in no class. */
  z.strictObject({
    kind: z.literal('set-cue-class'),
    cues: several,
    schema: knownId,
    label: knownId.optional(),
    character: plain(LONGEST_NAME, 'the character').optional(),
  }),
  /** What a model decided. Classes that a person gave stay. */
  z.strictObject({
    kind: z.literal('put-classes'),
    schema: knownId,
    cues: z.array(z.strictObject({ cue: knownId, ...givenClass })).max(MOST),
  }),
  /** Takes the place of the summary in that language. */
  z.strictObject({ kind: z.literal('set-summary'), summary: summarySchema }),
  z.strictObject({ kind: z.literal('remove-summary'), language: languageCodeSchema }),
  z.strictObject({ kind: z.literal('set-chapters'), chapters: z.array(chapter).max(10_000) }),
  /** All bookmarks, by time; none removes them. */
  z.strictObject({ kind: z.literal('set-bookmarks'), bookmarks: z.array(bookmark).max(10_000) }),
]);

export type EditOperation = z.infer<typeof editOperationSchema>;
/** The operation of one kind. */
export type OperationOf<K extends EditOperation['kind']> = Extract<EditOperation, { kind: K }>;
