import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import type { EditOperation } from '../../core/document/edits/operations.ts';
import { type RelationSheet, relationSheetSchema } from '../../core/document/notes/relation-sheet.ts';
import type { TranslationTrack } from '../../core/document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { type CuesToTranslate, isOwn } from '../../core/stages/translate/cues-to-translate.ts';
import { type EngineChange, engineLadder } from '../../core/llm/engine-ladder.ts';
import type { TranslationMemory } from '../../core/stages/translate/memory.ts';
import type { TranslateOptions } from '../../core/stages/translate/options.ts';
import { putCues } from '../../core/stages/translate/put-lines.ts';
import { readRelations } from '../../core/stages/translate/read-relations.ts';
import { mergeSheets, NO_RELATIONS } from '../../core/stages/translate/relation-sheet.ts';
import { translate, type Translation } from '../../core/stages/translate/translate.ts';
import type { TranslatedLine } from '../../core/stages/translate/types.ts';
import { AppError } from '../../shared/app-error.ts';
import type { ProgressTold } from '../language/progress-told.ts';
import type { LanguageWork } from '../language/language-work.ts';
import { type TrackParts, trackOperation, wishedTrack } from './wished-track.ts';

/** What is wished of one language of a document. What `TrackParts` says is kept with the language. */
export interface LanguageWish extends TrackParts {
  readonly language: string;
  readonly natural: boolean;
  /** Where there is no relation sheet yet when left out. */
  readonly readFirst?: boolean | undefined;
}

/** Everything that the translation of a document needs. */
export interface Making {
  readonly document: VoxlaneDocument;
  readonly wish: LanguageWish;
  readonly todo: CuesToTranslate;
  readonly engines: readonly LlmEngine[];
  readonly work: LanguageWork;
  readonly told: ProgressTold;
  /** Of other documents. */
  readonly memory?: TranslationMemory | undefined;
  readonly signal: AbortSignal;
}

/** What models made: all of it, or what there is when they stopped. */
export interface Made {
  readonly track: TranslationTrack;
  readonly lines: readonly TranslatedLine[];
  readonly changes: readonly EngineChange[];
  readonly stopped?: AppError;
}

/**
 * Has models translate what is to do. They stop early where they cannot be asked any more, or on abort: what is finished
 * is there, and the same work goes on from it. Rejects with what the checkpoints reject with, and with `cancelled` while
 * nothing is finished.
 */
export async function makeTranslation(making: Making): Promise<Made> {
  const { document, wish, todo } = making;
  const track = wishedTrack(document, wish.language, wish);
  if (todo.asked.size === 0) return { track, lines: [], changes: [] };
  const first = await readFirst(making, track);
  const relations = mergeSheets(track.relations ?? NO_RELATIONS, first.sheet);
  const isEmpty = relations.people.length === 0 && relations.relations.length === 0;
  const read = isEmpty ? track : { ...track, relations };
  const { changes, stopped } = first;
  if (stopped !== undefined) return { track: read, lines: [], changes, stopped };
  const translation = await translateLines({ ...making, engines: first.engines }, read);
  return {
    track: read,
    lines: translation.lines.filter((line) => todo.asked.has(line.id)),
    changes: [...changes, ...translation.changes],
    ...(translation.stopped === undefined ? {} : { stopped: translation.stopped }),
  };
}

interface FirstReading {
  readonly sheet: RelationSheet;
  /** Those that are left: who failed here would fail again, after all its tries. */
  readonly engines: readonly LlmEngine[];
  readonly changes: readonly EngineChange[];
  readonly stopped?: AppError;
}

/** Who is who and how they talk to each other, where that is wished. A killed run does not pay for it twice. */
async function readFirst(making: Making, track: TranslationTrack): Promise<FirstReading> {
  const { document, wish, todo, engines, work, signal } = making;
  const nothing = { sheet: NO_RELATIONS, engines, changes: [] };
  if (!(wish.readFirst ?? track.relations === undefined)) return nothing;
  const source = document.language;
  const lines = todo.lines.map(({ known: _known, ...line }) => line);
  const checkpoints = await work.open('reading', { lines, source, engines: engines.map(({ id }) => id) });
  const kept = relationSheetSchema.safeParse(await checkpoints.read('sheet')).data;
  if (kept !== undefined) return { ...nothing, sheet: kept };
  const ladder = engineLadder(engines);
  const sheet = await ladder.run(async (engine) => {
    const reading = await readRelations(engine, lines, source, signal);
    return { value: reading.sheet, useless: false };
  }, signal);
  const { changes } = ladder;
  const left = engines.filter(({ id }) => !changes.some(({ from }) => from === id));
  if (sheet instanceof AppError) return { ...nothing, changes, stopped: sheet };
  await checkpoints.write('sheet', sheet);
  return { sheet, engines: left, changes };
}

async function translateLines(making: Making, track: TranslationTrack): Promise<Translation> {
  const { document, wish, todo, engines, work, told, memory, signal } = making;
  const { lines, asked } = todo;
  const worded: TranslateOptions = {
    source: document.language,
    target: wish.language,
    natural: wish.natural,
    glossary: track.glossary ?? [],
    relations: track.relations ?? NO_RELATIONS,
    style: track.style,
    profile: profileOf(document),
  };
  const ids = engines.map(({ id }) => id);
  const checkpoints = await work.open(`translate-${wish.language}`, { lines, asked: [...asked], options: worded, ids });
  // Times come after the batches. Cues are those of all languages, so only a file has lines divided.
  const retime = track.retime === undefined ? {} : { retime: 'extend' as const };
  const options: TranslateOptions = { ...worded, ...retime, mediaMs: document.media.durationMs };
  const progress = (fraction: number): void => told.share(fraction);
  try {
    return await translate(lines, options, { engines, checkpoints, progress, memory }, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    // Finished batches are read again; as nobody can be asked, the rest is left out.
    return translate(lines, options, { engines: [], checkpoints }, new AbortController().signal);
  }
}

/**
 * What puts a translation of `before` into the document as it is `now`: what a person wrote or locked meanwhile is newer,
 * and cues that say something else now are passed over when this is carried out.
 */
export function operationsFor(
  before: VoxlaneDocument,
  now: VoxlaneDocument,
  { track, lines, stopped }: Made,
): readonly EditOperation[] {
  const { language } = track;
  const own = new Set(now.cues.flatMap((cue) => (isOwn(cue.translations?.[language]) ? cue.id : [])));
  const cues = putCues(before.cues, lines, language, stopped !== undefined).filter(({ cue }) => !own.has(cue));
  const operations: EditOperation[] = [trackOperation(now, track)];
  if (cues.length > 0) operations.push({ kind: 'put-translations', language, cues });
  return operations;
}

/** The rules that a document's cues keep to; translations are read as fast. */
export function profileOf({ profile }: Pick<VoxlaneDocument, 'profile'>) {
  return findProfile(profile) ?? RULE_PROFILES[0];
}
