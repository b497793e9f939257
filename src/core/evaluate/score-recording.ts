import { concatenatedWordErrorRate, type CpWerResult } from '../metrics/cp-wer.ts';
import { scoreDer, type DerResult } from '../metrics/der.ts';
import { scoreJer, type JerResult } from '../metrics/jer.ts';
import { normalizeTranscript } from '../metrics/normalize.ts';
import { scoredTime, type ScoredTime } from '../metrics/scored-time.ts';
import { speakerConfusion, type SpeakerConfusion } from '../metrics/speaker-confusion.ts';
import { wordErrorRate, type WerResult } from '../metrics/wer.ts';
import { wordBoundaryErrors, type WordBoundaryResult } from '../metrics/word-boundary.ts';
import type { Span } from '../timeline/span.ts';
import type { EvaluationSide } from './evaluation-side.ts';

/** What is scored and how words are compared. */
export interface EvaluationOptions {
  /** Time not scored on each side of every reference turn boundary. Default 0. */
  readonly collarMs?: number;
  /** Leaves out time in which two or more reference speakers talk. */
  readonly skipOverlap?: boolean;
  /** Only this time is scored; concerns turns, not words. */
  readonly uem?: readonly Span[];
  /** Compares words as they are written: case and punctuation count. Default: `normalizeTranscript`. */
  readonly exactText?: boolean;
  /** Language for lower-casing; default is what the sides say. */
  readonly language?: string;
  readonly spellDigits?: boolean;
}

/** Scores of the speakers of one recording. */
export interface SpeakerScores {
  readonly time: ScoredTime;
  readonly der: DerResult;
  readonly jer: JerResult;
  readonly confusion: SpeakerConfusion;
}

/** Every measure that both sides allow. */
export interface RecordingScores {
  readonly speakers?: SpeakerScores;
  readonly words?: Omit<WerResult, 'alignment'>;
  /** Present when both sides say who speaks. */
  readonly speakerWords?: CpWerResult;
  /** Present when both sides have word times that were not spread over a segment. */
  readonly boundaries?: Omit<WordBoundaryResult, 'pairs'>;
}

/** Scores a hypothesis against a reference with every measure that both sides allow. Pure; empty when there is none. */
export function scoreRecording(
  reference: EvaluationSide,
  hypothesis: EvaluationSide,
  options: EvaluationOptions = {},
): RecordingScores {
  return {
    ...(reference.turns === undefined || hypothesis.turns === undefined
      ? {}
      : { speakers: scoreSpeakers(scoredTime(reference.turns, hypothesis.turns, options)) }),
    ...scoreWords(reference, hypothesis, options),
  };
}

function scoreSpeakers(time: ScoredTime): SpeakerScores {
  return { time, der: scoreDer(time), jer: scoreJer(time), confusion: speakerConfusion(time) };
}

function scoreWords(
  { transcript: said, language: saidIn }: EvaluationSide,
  { transcript: heard, language: heardIn }: EvaluationSide,
  options: EvaluationOptions,
): Omit<RecordingScores, 'speakers'> {
  if (said === undefined || heard === undefined) return {};
  const language = options.language ?? saidIn ?? heardIn;
  const normalize = {
    ...(language === undefined ? {} : { language }),
    ...(options.spellDigits === undefined ? {} : { spellDigits: options.spellDigits }),
  };
  const split = (text: string): string[] =>
    options.exactText === true
      ? text.split(/\s+/u).filter((token) => token !== '')
      : normalizeTranscript(text, normalize);
  const splitAll = (texts: ReadonlyMap<string, string>) =>
    new Map([...texts].map(([speaker, text]) => [speaker, split(text)]));
  const { wer, mer, wil, hits, substitutions, deletions, insertions } = wordErrorRate(
    split(said.text),
    split(heard.text),
  );
  const words = { wer, mer, wil, hits, substitutions, deletions, insertions };
  const boundaries =
    said.timedWords.length > 0 && heard.timedWords.length > 0
      ? wordBoundaryErrors(said.timedWords, heard.timedWords, normalize)
      : undefined;
  return {
    words,
    ...(said.bySpeaker.size > 0 && heard.bySpeaker.size > 0
      ? { speakerWords: concatenatedWordErrorRate(splitAll(said.bySpeaker), splitAll(heard.bySpeaker)) }
      : {}),
    ...(boundaries === undefined
      ? {}
      : { boundaries: { compared: boundaries.compared, start: boundaries.start, end: boundaries.end } }),
  };
}
