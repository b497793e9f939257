import type { RecordingScores } from './score-recording.ts';

/** Scores over several recordings: errors and lengths added up, so long recordings weigh more; JER over all speakers. */
export interface TotalScores {
  readonly recordings: number;
  readonly speakers?: {
    readonly recordings: number;
    readonly der: number;
    readonly jer: number;
    readonly missMs: number;
    readonly falseAlarmMs: number;
    readonly confusionMs: number;
    readonly correctMs: number;
    readonly totalMs: number;
    /** In how many recordings the number of speakers is right. */
    readonly countsRight: number;
  };
  readonly words?: {
    readonly recordings: number;
    readonly wer: number;
    readonly mer: number;
    readonly wil: number;
    readonly referenceWords: number;
  };
  readonly speakerWords?: { readonly recordings: number; readonly cpWer: number; readonly referenceWords: number };
}

/** Adds up the scores of recordings; a measure is absent when no recording has it. */
export function totalScores(recordings: readonly RecordingScores[]): TotalScores {
  const speakers = recordings.flatMap((scores) => (scores.speakers === undefined ? [] : [scores.speakers]));
  const words = recordings.flatMap((scores) => (scores.words === undefined ? [] : [scores.words]));
  const speakerWords = recordings.flatMap((scores) => (scores.speakerWords === undefined ? [] : [scores.speakerWords]));
  return {
    recordings: recordings.length,
    ...(speakers.length === 0 ? {} : { speakers: totalSpeakers(speakers) }),
    ...(words.length === 0 ? {} : { words: totalWords(words) }),
    ...(speakerWords.length === 0 ? {} : { speakerWords: totalSpeakerWords(speakerWords) }),
  };
}

function totalSpeakers(
  list: readonly NonNullable<RecordingScores['speakers']>[],
): NonNullable<TotalScores['speakers']> {
  const sum = (part: 'missMs' | 'falseAlarmMs' | 'confusionMs' | 'correctMs' | 'totalMs'): number =>
    add(list.map(({ der }) => der[part]));
  const [missMs, falseAlarmMs, confusionMs] = [sum('missMs'), sum('falseAlarmMs'), sum('confusionMs')];
  const totalMs = sum('totalMs');
  const jaccard = list.flatMap(({ jer }) => jer.speakers.map((speaker) => speaker.error));
  return {
    recordings: list.length,
    der: rate(missMs + falseAlarmMs + confusionMs, totalMs),
    jer: jaccard.length > 0 ? add(jaccard) / jaccard.length : Math.max(...list.map(({ jer }) => jer.jer)),
    missMs,
    falseAlarmMs,
    confusionMs,
    correctMs: sum('correctMs'),
    totalMs,
    countsRight: list.filter(({ time }) => time.referenceIds.length === time.hypothesisIds.length).length,
  };
}

function totalWords(list: readonly NonNullable<RecordingScores['words']>[]): NonNullable<TotalScores['words']> {
  const sum = (part: 'hits' | 'substitutions' | 'deletions' | 'insertions'): number =>
    add(list.map((words) => words[part]));
  const [hits, substitutions] = [sum('hits'), sum('substitutions')];
  const edits = substitutions + sum('deletions') + sum('insertions');
  const referenceWords = hits + substitutions + sum('deletions');
  const hypothesisWords = hits + substitutions + sum('insertions');
  return {
    recordings: list.length,
    wer: rate(edits, referenceWords),
    mer: rate(edits, hits + edits),
    wil: edits === 0 ? 0 : hits === 0 ? 1 : 1 - (hits / referenceWords) * (hits / hypothesisWords),
    referenceWords,
  };
}

function totalSpeakerWords(
  list: readonly NonNullable<RecordingScores['speakerWords']>[],
): NonNullable<TotalScores['speakerWords']> {
  const referenceWords = add(list.map((scores) => scores.referenceWords));
  const edits = add(list.map(({ substitutions, deletions, insertions }) => substitutions + deletions + insertions));
  return { recordings: list.length, cpWer: rate(edits, referenceWords), referenceWords };
}

function rate(errors: number, total: number): number {
  return total > 0 ? errors / total : errors > 0 ? 1 : 0;
}

function add(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
