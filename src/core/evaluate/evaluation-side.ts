import { stripMarkup } from '../document/markup.ts';
import { speakerNames } from '../document/speaker-table.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { TimedText } from '../metrics/word-boundary.ts';
import type { SpeakerId, Turn } from '../timeline/types.ts';

/** One reading of a recording, reference or hypothesis, as far as it can be scored. Speakers go by their shown names. */
export interface EvaluationSide {
  /** Absent when this side says nothing of speakers, which is not the same as saying that nobody speaks. */
  readonly turns?: readonly Turn[];
  /** Absent when this side holds no transcript, which is not the same as an empty one. */
  readonly transcript?: Transcript;
  readonly language?: string;
}

interface Transcript {
  readonly text: string;
  /** Text of each speaker in order of time; empty when nobody is named. */
  readonly bySpeaker: ReadonlyMap<SpeakerId, string>;
  /** Words whose times were measured or written down, not spread over a segment. */
  readonly timedWords: readonly TimedText[];
}

/** Stands for the words nobody is named for, on a side where others are. */
const NOBODY = '(no speaker)';

/** What a document can be scored for. `holds` says what its file format can hold at all, so that emptiness counts. */
export function evaluationSide(
  document: VoxlaneDocument,
  holds: { readonly turns?: boolean; readonly text?: boolean } = {},
): EvaluationSide {
  const labelOf = uniqueLabels(document);
  const ran = (stage: string): boolean => document.provenance.some((entry) => entry.stage === stage);
  const source = document.turns.length > 0 ? document.turns : document.exclusiveTurns;
  const hasTurns = holds.turns === true || source.length > 0 || ran('diarize');
  const spoken = document.words.length > 0 || document.cues.some((cue) => cue.lines.length > 0);
  const hasText = holds.text === true || spoken || ran('asr');
  return {
    ...(hasTurns ? { turns: source.map((turn) => ({ ...turn, speaker: labelOf(turn.speaker) })) } : {}),
    ...(hasText ? { transcript: transcriptOf(document, labelOf) } : {}),
    ...(document.language === undefined ? {} : { language: document.language }),
  };
}

function transcriptOf(document: VoxlaneDocument, labelOf: (id: SpeakerId) => string): Transcript {
  const pieces = document.words.length > 0 ? wordPieces(document) : cuePieces(document);
  const bySpeaker = new Map<SpeakerId, string>();
  const named = pieces.some((piece) => piece.speaker !== undefined);
  for (const { text, speaker } of named ? pieces : []) {
    const label = speaker === undefined ? NOBODY : labelOf(speaker);
    bySpeaker.set(label, (bySpeaker.get(label) ?? '') + text);
  }
  return {
    text: pieces.map((piece) => piece.text).join(''),
    bySpeaker,
    timedWords: document.words.filter((word) => word.timing !== 'interpolated'),
  };
}

interface Piece {
  readonly text: string;
  readonly speaker: SpeakerId | undefined;
}

function wordPieces({ words }: VoxlaneDocument): Piece[] {
  return words.map(({ text, spaceBefore, speaker }) => ({ text: spaceBefore === false ? text : ` ${text}`, speaker }));
}

function cuePieces({ cues }: VoxlaneDocument): Piece[] {
  return cues.flatMap((cue) =>
    cue.lines.map((line, index) => ({
      text: ` ${stripMarkup(line)}`,
      speaker: cue.lineSpeakers?.[index] ?? cue.speaker,
    })),
  );
}

/** Shown names; speakers who share one are told apart by their ids. */
function uniqueLabels({ speakers }: VoxlaneDocument): (id: SpeakerId) => string {
  const nameOf = speakerNames(speakers);
  const uses = new Map<string, number>();
  for (const { id } of speakers) uses.set(nameOf(id), (uses.get(nameOf(id)) ?? 0) + 1);
  return (id) => ((uses.get(nameOf(id)) ?? 0) > 1 ? `${nameOf(id)} (${id})` : nameOf(id));
}
