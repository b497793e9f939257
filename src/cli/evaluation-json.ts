import type { RecordingScores } from '../core/evaluate/score-recording.ts';
import type { Evaluation } from '../studio/evaluate/evaluate.ts';

/** An evaluation for programs: rates as fractions, times in ms; documented in docs/cli.md. */
export function evaluationJson({ recordings, total, notes }: Evaluation): string {
  const value = {
    recordings: recordings.map((entry) =>
      entry.kind === 'failed'
        ? { name: entry.name, error: entry.error.toData() }
        : {
            name: entry.name,
            ...scoresJson(entry.scores),
            notes: entry.notes,
            ...(entry.picture === undefined ? {} : { picture: entry.picture }),
          },
    ),
    total,
    notes,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function scoresJson({ speakers, words, speakerWords, boundaries }: RecordingScores): Record<string, unknown> {
  return {
    ...(speakers === undefined ? {} : { speakers: speakersJson(speakers) }),
    ...(words === undefined ? {} : { words }),
    ...(speakerWords === undefined
      ? {}
      : { speakerWords: { ...speakerWords, mapping: Object.fromEntries(speakerWords.mapping) } }),
    ...(boundaries === undefined ? {} : { boundaries }),
  };
}

function speakersJson({
  time,
  der,
  jer,
  confusion,
}: NonNullable<RecordingScores['speakers']>): Record<string, unknown> {
  return {
    reference: time.referenceIds,
    hypothesis: time.hypothesisIds,
    ...der,
    mapping: Object.fromEntries(der.mapping),
    jer: jer.jer,
    jerOfSpeakers: jer.speakers,
    confusion,
  };
}
