import type { LanguageProgress, TranslateOutcome } from '../../contract/language-calls.ts';
import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import type { EditOperation } from '../../core/document/edits/operations.ts';
import { type RelationSheet, relationSheetSchema } from '../../core/document/notes/relation-sheet.ts';
import type { TranslationTrack } from '../../core/document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { type CuesToTranslate, cuesToTranslate, isOwn } from '../../core/stages/translate/cues-to-translate.ts';
import { type EngineChange, engineLadder } from '../../core/llm/engine-ladder.ts';
import { isUntranslated } from '../../core/stages/translate/is-untranslated.ts';
import type { TranslateOptions } from '../../core/stages/translate/options.ts';
import { putCues } from '../../core/stages/translate/put-lines.ts';
import { readRelations } from '../../core/stages/translate/read-relations.ts';
import { mergeSheets, NO_RELATIONS } from '../../core/stages/translate/relation-sheet.ts';
import { translate, type Translation } from '../../core/stages/translate/translate.ts';
import type { TranslatedLine } from '../../core/stages/translate/types.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { editDocument } from '../documents/edit-document.ts';
import { currentDocument, editPosition } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import { totalCost } from '../language/metered-llm.ts';
import { withEngines } from '../language/open-engines.ts';
import { ProgressTold } from '../language/progress-told.ts';
import { languageFolderOf, type Library } from '../queue/library.ts';
import { translationWork, type TranslationWork } from './translation-work.ts';
import { type TrackParts, trackOperation, wishedTrack } from './wished-track.ts';

/** What is wished of a translation of a stored document. What `TrackParts` says is kept with the language. */
export interface TranslateWish extends TrackParts {
  readonly id: number;
  readonly language: string;
  readonly cues?: readonly string[] | undefined;
  readonly models?: readonly LlmChoice[] | undefined;
  readonly natural: boolean;
  readonly readFirst?: boolean | undefined;
  readonly again: boolean;
}

export interface TranslateRun {
  readonly signal: AbortSignal;
  readonly events: Pick<EventBus, 'emit'>;
  readonly onProgress: (progress: Pick<LanguageProgress, 'done' | 'total' | 'pausedUntilMs'>) => void;
}

/**
 * Translates a stored document and puts the result into it as one undo step. What cannot be asked for now (a quota, a
 * server that is gone) ends it early: what is finished counts, and the same wish again goes on. So it does after a kill,
 * from checkpoints. On abort it keeps what is finished and rejects with `cancelled`. Throws what `openDocument` and
 * `withEngines` throw, `options-invalid` for an unknown cue, and `model-busy` while the language is being translated.
 */
export async function translateDocument(
  library: Library,
  wish: TranslateWish,
  run: TranslateRun,
): Promise<TranslateOutcome> {
  const { id, language } = wish;
  const { document } = currentDocument(library, id);
  refuseUnknownCues(document, wish.cues);
  const giveBack = library.languageRuns.take('translate', id, language);
  const told = new ProgressTold(run.onProgress);
  try {
    const onPause = ({ untilMs }: { readonly untilMs: number }): void => told.pause(untilMs);
    return await withEngines(library, wish.models, onPause, run.signal, async (engines) => {
      const todo = cuesToTranslate(document, wish);
      const work = translationWork(languageFolderOf(library, id));
      told.begin(todo.asked.size);
      const made = await make({ document, wish, todo, engines, work, told, signal: run.signal });
      const put = putInto(library, document, wish, todo, made, run.events);
      if (made.stopped === undefined) await work.close();
      if (run.signal.aborted) throw cancelled(run.signal.reason);
      return { ...put, cost: totalCost(engines) };
    });
  } finally {
    told.end();
    giveBack();
  }
}

interface Making {
  readonly document: VoxlaneDocument;
  readonly wish: TranslateWish;
  readonly todo: CuesToTranslate;
  readonly engines: readonly LlmEngine[];
  readonly work: TranslationWork;
  readonly told: ProgressTold;
  readonly signal: AbortSignal;
}

/** What models made: all of it, or what there is when they stopped. */
interface Made {
  readonly track: TranslationTrack;
  readonly lines: readonly TranslatedLine[];
  readonly changes: readonly EngineChange[];
  readonly stopped?: AppError;
}

async function make(making: Making): Promise<Made> {
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
  const { changes, run } = engineLadder(engines);
  const sheet = await run(async (engine) => {
    const reading = await readRelations(engine, lines, source, signal);
    return { value: reading.sheet, useless: false };
  }, signal);
  const left = engines.filter(({ id }) => !changes.some(({ from }) => from === id));
  if (sheet instanceof AppError) return { ...nothing, changes, stopped: sheet };
  await checkpoints.write('sheet', sheet);
  return { sheet, engines: left, changes };
}

async function translateLines(making: Making, track: TranslationTrack): Promise<Translation> {
  const { document, wish, todo, engines, work, told, signal } = making;
  const { lines, asked } = todo;
  const options: TranslateOptions = {
    source: document.language,
    target: wish.language,
    natural: wish.natural,
    glossary: track.glossary ?? [],
    relations: track.relations ?? NO_RELATIONS,
    style: track.style,
    profile: profileOf(document),
  };
  const ids = engines.map(({ id }) => id);
  const checkpoints = await work.open(`translate-${wish.language}`, { lines, asked: [...asked], options, ids });
  const progress = (fraction: number): void => told.share(fraction);
  try {
    return await translate(lines, options, { engines, checkpoints, progress }, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    // Finished batches are read again; as nobody can be asked, the rest is left out.
    return translate(lines, options, { engines: [], checkpoints }, new AbortController().signal);
  }
}

/** Puts what was made into the document as it is now: what was changed meanwhile is newer. */
function putInto(
  library: Library,
  before: VoxlaneDocument,
  { id, language }: TranslateWish,
  { asked, kept }: CuesToTranslate,
  { track, lines, changes, stopped }: Made,
  events: TranslateRun['events'],
): Omit<TranslateOutcome, 'cost'> {
  const { document: now } = currentDocument(library, id);
  const own = new Set(now.cues.flatMap((cue) => (isOwn(cue.translations?.[language]) ? cue.id : [])));
  const cues = putCues(before.cues, lines, language, stopped !== undefined).filter(({ cue }) => !own.has(cue));
  const operations: EditOperation[] = [trackOperation(now, track)];
  if (cues.length > 0) operations.push({ kind: 'put-translations', language, cues });
  const edited = editDocument(library, id, operations, `Translate to ${language}`);
  if (edited.kind === 'refused') throw notTaken(edited.reason);
  const position = edited.kind === 'edited' ? editPosition(library, id) : undefined;
  if (position !== undefined) events.emit('document', { id, head: position.head });
  const good = lines.filter((line) => !isUntranslated(line));
  return {
    asked: asked.size,
    translated: good.length,
    flagged: good.filter(({ flags }) => flags.length > 0).length,
    untranslated: asked.size - good.length,
    kept,
    models: [...new Set(good.flatMap(({ by }) => by ?? []))],
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    ...(stopped === undefined ? {} : { stopped: stopped.toData() }),
    ...(position === undefined ? {} : { position }),
  };
}

/** The rules that a document's cues keep to; translations are read as fast. */
export function profileOf({ profile }: Pick<VoxlaneDocument, 'profile'>) {
  return findProfile(profile) ?? RULE_PROFILES[0];
}

/** Throws `options-invalid` for ids of cues that are not there. */
export function refuseUnknownCues({ cues }: Pick<VoxlaneDocument, 'cues'>, wished: readonly string[] = []): void {
  const known = new Set(cues.map((cue) => cue.id));
  const unknown = wished.find((cue) => !known.has(cue));
  if (unknown === undefined) return;
  throw new AppError('options-invalid', {
    what: `No cue has the id ${unknown}.`,
    meaning: 'Nothing was sent or changed.',
    action: 'Open the document again: it was changed meanwhile.',
  });
}

function notTaken(reason: string): AppError {
  return new AppError('internal', {
    what: `The document does not take the translation: ${reason}`,
    meaning: 'This is a defect in Voxlane. What was translated is kept for the next try.',
    action: 'Run `voxlane doctor` and report this message with its output.',
  });
}
