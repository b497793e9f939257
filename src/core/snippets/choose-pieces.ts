import { turnsFromCues } from '../document/derive.ts';
import { findCues } from '../document/find/find-cues.ts';
import { compileFind } from '../document/find/query.ts';
import { spanIndex } from '../document/span-index.ts';
import { speakerNames } from '../document/speaker-table.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { AppError } from '../../shared/app-error.ts';
import { bySpan, type Span } from '../timeline/span.ts';
import type { Cue, SpeakerId } from '../timeline/types.ts';
import type { SnippetWish } from './snippet-wish.ts';

/** A stretch of the recording that is wanted, before padding. */
export interface Piece extends Span {
  readonly cues: readonly Cue[];
  readonly speaker?: SpeakerId;
  /** 0-based track of a session, when it is known where the speaker is heard. */
  readonly track?: number;
}

export interface ChosenPieces {
  /** By start. */
  readonly pieces: readonly Piece[];
  /** What is said in the recording, wanted or not, by start: where padding ends. */
  readonly spoken: readonly Span[];
  /** Cues too long to be searched by this pattern. */
  readonly unsearched: number;
  /** Cues that were asked for by id and are not there. */
  readonly missing: number;
}

/**
 * The pieces that a wish is about. What has no length is none. Throws `AppError` `options-invalid` for an unknown speaker,
 * schema or label, and for a pattern that cannot be searched for.
 */
export function choosePieces(document: VoxlaneDocument, wish: SnippetWish): ChosenPieces {
  const { isWanted, ...passedOver } = cueFilter(document, wish);
  const isSpeaker = speakerFilter(document, wish);
  const units = wish.unit === 'cue' ? cuePieces(document) : turnPieces(document);
  const hasFilter = wish.class !== undefined || wish.find !== undefined || wish.cues !== undefined;
  const pieces = units.filter(
    (piece) => isSpeaker(speakersOf(piece)) && (!hasFilter || piece.cues.some((cue) => isWanted(cue))),
  );
  return { pieces, spoken: units, ...passedOver };
}

function cuePieces(document: VoxlaneDocument): Piece[] {
  const trackOf = trackFinder(document);
  return document.cues
    .filter((cue) => cue.endMs > cue.startMs)
    .toSorted(bySpan)
    .map((cue) => ({
      startMs: cue.startMs,
      endMs: cue.endMs,
      cues: [cue],
      ...(cue.speaker === undefined ? {} : { speaker: cue.speaker }),
      ...trackOf(cue.speaker, cue),
    }));
}

function turnPieces(document: VoxlaneDocument): Piece[] {
  const turns = document.turns.length > 0 ? document.turns : turnsFromCues(document.cues).turns;
  const index = spanIndex(document.cues.toSorted(bySpan));
  const trackOf = trackFinder(document);
  return turns
    .filter((turn) => turn.endMs > turn.startMs)
    .toSorted(bySpan)
    .map((turn) => ({
      startMs: turn.startMs,
      endMs: turn.endMs,
      speaker: turn.speaker,
      cues: index.within(turn.startMs, turn.endMs).filter((cue) => {
        const middle = (cue.startMs + cue.endMs) / 2;
        const said = cue.lineSpeakers ?? (cue.speaker === undefined ? [] : [cue.speaker]);
        return middle >= turn.startMs && middle < turn.endMs && (said.length === 0 || said.includes(turn.speaker));
      }),
      ...(turn.channel === undefined || document.media.tracks === undefined
        ? trackOf(turn.speaker)
        : { track: turn.channel }),
    }));
}

/** Who has a track of their own in a session is best heard there. */
function trackFinder({ media, speakers, words }: VoxlaneDocument) {
  if (media.tracks === undefined) return () => ({});
  const most = media.tracks.length;
  const ofSpeaker = new Map(speakers.map(({ id, channel }) => [id, channel]));
  const ofWord = new Map(words.map(({ id, channel }) => [id, channel]));
  return (speaker: SpeakerId | undefined, cue?: Cue): { readonly track?: number } => {
    const heard = cue?.wordIds.map((id) => ofWord.get(id)).find((channel) => channel !== undefined);
    const track = heard ?? (speaker === undefined ? undefined : ofSpeaker.get(speaker));
    return track === undefined || track >= most ? {} : { track };
  };
}

function speakersOf({ speaker, cues }: Piece): readonly SpeakerId[] {
  const [cue] = cues;
  if (cues.length === 1 && cue?.lineSpeakers !== undefined && cue.speaker === speaker) return cue.lineSpeakers;
  return speaker === undefined ? [] : [speaker];
}

function speakerFilter(document: VoxlaneDocument, { speakers }: SnippetWish) {
  if (speakers.length === 0) return () => true;
  const nameOf = speakerNames(document.speakers);
  const wanted = new Set(
    speakers.flatMap((asked) => {
      const found = document.speakers.filter(({ id }) => id === asked || nameOf(id) === asked);
      if (found.length === 0)
        throw unknown(
          `No speaker is called "${asked}".`,
          document.speakers.map(({ id }) => nameOf(id)),
        );
      return found.map(({ id }) => id);
    }),
  );
  return (ids: readonly SpeakerId[]) => ids.some((id) => wanted.has(id));
}

function cueFilter(document: VoxlaneDocument, wish: SnippetWish) {
  const inClass = classFilter(document, wish);
  const { found, unsearched } = foundCues(document, wish);
  const { named, missing } = namedCues(document, wish);
  return {
    isWanted: (cue: Cue) =>
      (named === undefined || named.has(cue.id)) && (found === undefined || found.has(cue.id)) && inClass(cue),
    unsearched,
    missing,
  };
}

function namedCues({ cues }: VoxlaneDocument, wish: SnippetWish) {
  if (wish.cues === undefined) return { named: undefined, missing: 0 };
  const named = new Set(wish.cues);
  const there = cues.reduce((count, { id }) => (named.has(id) ? count + 1 : count), 0);
  return { named, missing: named.size - there };
}

function classFilter({ classSchemas = [] }: VoxlaneDocument, { class: wanted }: SnippetWish) {
  if (wanted === undefined) return () => true;
  const schema = classSchemas.find(({ id }) => id === wanted.schema);
  if (schema === undefined) {
    throw unknown(
      `The document is not sorted by "${wanted.schema}".`,
      classSchemas.map(({ id }) => id),
    );
  }
  if (!schema.labels.some(({ id }) => id === wanted.label)) {
    throw unknown(
      `"${schema.id}" has no label "${wanted.label}".`,
      schema.labels.map(({ id }) => id),
    );
  }
  const character = wanted.character?.toLocaleLowerCase('und');
  return ({ classes = {} }: Cue): boolean => {
    const own = Object.hasOwn(classes, wanted.schema) ? classes[wanted.schema] : undefined;
    return (
      own?.label === wanted.label && (character === undefined || own.character?.toLocaleLowerCase('und') === character)
    );
  };
}

function foundCues(document: VoxlaneDocument, { find }: SnippetWish) {
  if (find === undefined) return { found: undefined, unsearched: 0 };
  const { language } = document;
  const compiled = compileFind({ ...find, ...(language === undefined ? {} : { language }) });
  if (compiled.kind === 'invalid') {
    throw new AppError('options-invalid', {
      what: `"${find.text}" cannot be searched for: ${compiled.detail ?? compiled.reason}.`,
      meaning: 'Nothing was cut.',
      action: 'Write the pattern in another way, or search for plain text.',
    });
  }
  const { hits, skipped } = findCues(document, compiled.matcher);
  return { found: new Set(hits.map(({ cue }) => cue)), unsearched: skipped.length };
}

function unknown(what: string, known: readonly string[]): AppError {
  const some = known.slice(0, 20).join(', ');
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was cut.',
    action:
      some === '' ? 'There are none in this document.' : `Choose one of: ${some}${known.length > 20 ? ', ...' : ''}.`,
  });
}
