import type { Redecoded, RedecodedCue, RedecodeProgress } from '../../contract/document-calls.ts';
import type { AsrWord } from '../../core/ports/asr-engine.ts';
import { breakLines } from '../../core/cues/break-lines.ts';
import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { textOf } from '../../core/stages/asr/detect/word-text.ts';
import type { Cue } from '../../core/timeline/types.ts';
import type { RedecodeEvent, RedecodeOutput } from '../../engine/protocol/jobs.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { modelFolders } from '../folders.ts';
import { lookAtFile } from '../media/look-at-file.ts';
import { changed } from '../media/media-errors.ts';
import { placeOfTrack } from '../media/track-place.ts';
import type { Library } from '../queue/library.ts';
import { readSpec } from '../queue/row-spec.ts';
import { type Engine, startEngine } from '../start-engine.ts';
import { currentDocument } from './open-document.ts';

interface Wish {
  readonly id: number;
  readonly cues: readonly string[];
  readonly model: string;
  readonly language?: string | undefined;
}

type Progress = Pick<RedecodeProgress, 'phase' | 'done' | 'total'>;

/**
 * Lets another model hear cues again, in an engine of its own. The document stays as it is: each cue comes with what it says
 * now and the operation that would put the new text in its place. Where the model fails half-way, what it heard before is kept. Throws `options-invalid` for an unknown cue, and what
 * `redecodeSpans`, finding the recording and the engine throw.
 */
export async function redecodeCues(
  library: Library,
  wish: Wish,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Redecoded> {
  const { document } = currentDocument(library, wish.id);
  const cues = wish.cues.map((id) => document.cues.find((cue) => cue.id === id) ?? unknownCue(id));
  const words = new Map(document.words.map((word) => [word.id, word]));
  const byChannel = new Map<number | undefined, Cue[]>();
  for (const cue of cues) {
    const channel = cue.wordIds.map((id) => words.get(id)?.channel).find(isKnown);
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), cue]);
  }
  const answers = new Map<string, RedecodedCue>();
  const total = cues.length;
  await library.warmModels.giveUpIdle();
  const engine = startEngine();
  try {
    onProgress({ phase: 'loading', done: 0, total });
    await engine.start();
    for (const [channel, own] of byChannel) {
      const before = answers.size;
      const { heard, failed } = await hear(library, engine, document, wish, own, channel, {
        signal,
        on: ({ fraction }) =>
          onProgress({ phase: 'hearing', done: before + Math.floor(fraction * own.length + 1e-6), total }),
      });
      for (const [at, cue] of own.entries()) {
        const words = heard[at];
        if (words !== undefined) answers.set(cue.id, proposal(document, cue, words, wish.model));
      }
      if (failed !== undefined) return { cues: inOrder(cues, answers), failed };
    }
  } catch (error) {
    if (signal.aborted || answers.size === 0) throw error;
    return { cues: inOrder(cues, answers), failed: toAppError(error).toData() };
  } finally {
    await engine.shutdown();
  }
  return { cues: inOrder(cues, answers) };
}

function inOrder(cues: readonly Cue[], answers: ReadonlyMap<string, RedecodedCue>): RedecodedCue[] {
  return cues.flatMap(({ id }) => answers.get(id) ?? []);
}

async function hear(
  library: Library,
  engine: Engine,
  document: VoxlaneDocument,
  wish: Wish,
  cues: readonly Cue[],
  channel: number | undefined,
  run: { readonly signal: AbortSignal; readonly on: (event: RedecodeEvent) => void },
): Promise<RedecodeOutput> {
  const isSession = document.media.tracks !== undefined;
  const place = placeOfTrack(library, wish.id, isSession ? (channel ?? 0) : 0);
  const state = await lookAtFile(library.playback, place.path, place.contentId);
  if (state.kind === 'changed') throw changed(place.path);
  const language = wish.language ?? document.language;
  const input = {
    path: place.path,
    modelFolders: readSpec(place.row)?.modelFolders ?? modelFolders(undefined),
    model: wish.model,
    stream: place.stream,
    channel: isSession || channel === undefined ? ('mix' as const) : channel,
    spans: cues.map(({ startMs, endMs }) => ({ startMs, endMs })),
    ...(language === undefined ? {} : { language }),
  };
  return await engine.jobs.redecode(input, run);
}

/** What a cue would become. A cue keeps its times; where the model heard nothing there is nothing to put in its place. */
function proposal(document: VoxlaneDocument, cue: Cue, heard: readonly AsrWord[], engine: string): RedecodedCue {
  const profile = findProfile(document.profile) ?? RULE_PROFILES[0];
  const { id, startMs, endMs } = cue;
  const before = { cue: id, before: { lines: cue.lines, startMs, endMs } };
  if (heard.length === 0) return before;
  const inside = heard.map((word) => ({
    ...word,
    startMs: Math.max(word.startMs, startMs),
    endMs: Math.min(word.endMs, endMs),
    confidence: Math.round(word.confidence * 1000) / 1000,
    engine,
  }));
  const words = inside.filter((word) => word.endMs > word.startMs);
  const lines = breakLines(textOf(words), profile, document.language);
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  return { ...before, after: { lines, confidence, operation: { kind: 'rewrite-cue', cue: id, lines, words } } };
}

function isKnown(channel: number | undefined): channel is number {
  return channel !== undefined;
}

function unknownCue(id: string): never {
  throw new AppError('options-invalid', {
    what: `No cue has the id ${id}.`,
    meaning: 'Nothing was transcribed again.',
    action: 'Open the document again: it was changed meanwhile.',
  });
}
