import type { RecordingScores } from '../core/evaluate/score-recording.ts';
import type { TotalScores } from '../core/evaluate/total-scores.ts';
import type { WordBoundaryResult } from '../core/metrics/word-boundary.ts';
import type { EvaluatedRecording, Evaluation } from '../studio/evaluate/evaluate.ts';
import { t } from './i18n/translate.ts';
import { formatTable, printable } from './terminal-text.ts';

/** An error rate as people read it: `1.62 %`. */
export function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`;
}

/** What an evaluation says to people: all of one recording, a table of several. */
export function evaluationLines({ recordings, total }: Evaluation): string {
  const scored = recordings.flatMap((entry) => (entry.kind === 'scored' ? [entry] : []));
  const [only, ...more] = scored;
  if (only === undefined) return '';
  if (recordings.length === 1 && more.length === 0) return oneRecording(only.scores, only.picture);
  return severalRecordings(scored, total);
}

function oneRecording(scores: RecordingScores, picture: string | undefined): string {
  const lines = [...speakerLines(scores), ...wordLines(scores)];
  if (picture !== undefined) lines.push(`${t('evaluate.picture', { path: printable(picture) })}\n`);
  return lines.join('');
}

function speakerLines({ speakers }: RecordingScores): string[] {
  if (speakers === undefined) return [];
  const { der, jer, time, confusion } = speakers;
  const counts = { reference: time.referenceIds.length, hypothesis: time.hypothesisIds.length };
  const parts = {
    miss: seconds(der.missMs),
    falseAlarm: seconds(der.falseAlarmMs),
    confusion: seconds(der.confusionMs),
    total: seconds(der.totalMs),
  };
  return [
    `${t('evaluate.speakers', counts)}\n`,
    `${t('evaluate.der', { der: percent(der.der), ...parts })}\n`,
    `${t('evaluate.jer', { jer: percent(jer.jer) })}\n`,
    `${t('evaluate.purity', { purity: percent(confusion.purity), coverage: percent(confusion.coverage) })}\n`,
    `\n${t('evaluate.tableTitle')}\n`,
    numberTable([
      ['', ...confusion.hypothesisIds.map(printable), t('evaluate.missed')],
      ...confusion.referenceIds.map((id, r) => [
        printable(id),
        ...[...(confusion.givenMs[r] ?? []), confusion.missMs[r] ?? 0].map(cell),
      ]),
      [t('evaluate.nobody'), ...confusion.falseAlarmMs.map(cell), ''],
    ]),
    '\n',
  ];
}

function wordLines({ words, speakerWords, boundaries }: RecordingScores): string[] {
  if (words === undefined) return [];
  const { wer, mer, wil, hits, substitutions, deletions, insertions } = words;
  const counts = {
    substitutions,
    deletions,
    insertions,
    words: t('result.words', { count: hits + substitutions + deletions }),
  };
  const lines = [
    `${t('evaluate.wer', { wer: percent(wer), ...counts })}\n`,
    `${t('evaluate.mer', { mer: percent(mer), wil: percent(wil) })}\n`,
  ];
  if (speakerWords !== undefined) {
    const pairs = [...speakerWords.mapping].map(([from, to]) => `${printable(from)} = ${printable(to)}`);
    const mapping = pairs.length === 0 ? t('evaluate.noMapping') : pairs.join(', ');
    lines.push(`${t('evaluate.cpwer', { cpwer: percent(speakerWords.cpWer), mapping })}\n`);
  }
  if (boundaries !== undefined && boundaries.compared > 0) {
    const values = { count: boundaries.compared, start: boundary(boundaries.start), end: boundary(boundaries.end) };
    lines.push(`${t('evaluate.boundaries', values)}\n`);
  }
  return lines;
}

function boundary({ median = 0, p90 = 0, max = 0 }: WordBoundaryResult['start']): string {
  return t('evaluate.boundary', { median: Math.round(median), p90: Math.round(p90), max: Math.round(max) });
}

function severalRecordings(
  recordings: readonly Extract<EvaluatedRecording, { kind: 'scored' }>[],
  { speakers, words, speakerWords, recordings: count }: TotalScores,
): string {
  const columns = [
    ...(speakers === undefined ? [] : (['speakers', 'der', 'miss', 'falseAlarm', 'confusion', 'jer'] as const)),
    ...(words === undefined ? [] : (['wer'] as const)),
    ...(speakerWords === undefined ? [] : (['cpwer'] as const)),
  ];
  const rows = recordings.map(({ name, scores }) => {
    const values = {
      ...(scores.speakers === undefined ? {} : derCells(scores.speakers.der)),
      speakers: countCell(scores.speakers),
      jer: rateCell(scores.speakers?.jer.jer),
      wer: rateCell(scores.words?.wer),
      cpwer: rateCell(scores.speakerWords?.cpWer),
    };
    return [printable(name), ...columns.map((column) => values[column] ?? '-')];
  });
  const all = {
    ...(speakers === undefined ? {} : derCells(speakers)),
    speakers: speakers === undefined ? '-' : `${speakers.countsRight} of ${speakers.recordings}`,
    jer: rateCell(speakers?.jer),
    wer: rateCell(words?.wer),
    cpwer: rateCell(speakerWords?.cpWer),
  };
  return numberTable([
    [t('evaluate.columns.name'), ...columns.map((column) => t(`evaluate.columns.${column}`))],
    ...rows,
    [`${t('evaluate.all')} ${count}`, ...columns.map((column) => all[column] ?? '-')],
  ]);
}

interface ErrorParts {
  readonly der: number;
  readonly missMs: number;
  readonly falseAlarmMs: number;
  readonly confusionMs: number;
  readonly totalMs: number;
}

/** Parts of DER as shares of the reference, so that they add up to it. */
function derCells({ der, missMs, falseAlarmMs, confusionMs, totalMs }: ErrorParts) {
  const share = (ms: number): string => (totalMs === 0 ? '-' : percent(ms / totalMs));
  return { der: percent(der), miss: share(missMs), falseAlarm: share(falseAlarmMs), confusion: share(confusionMs) };
}

function countCell(speakers: RecordingScores['speakers']): string {
  if (speakers === undefined) return '-';
  const [said, heard] = [speakers.time.referenceIds.length, speakers.time.hypothesisIds.length];
  return said === heard ? String(said) : `${heard} not ${said}`;
}

function rateCell(rate: number | undefined): string {
  return rate === undefined ? '-' : percent(rate);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function cell(ms: number): string {
  return ms < 0.5 ? '-' : (ms / 1000).toFixed(1);
}

/** A table whose columns behind the first are aligned to the right, as numbers are read. */
function numberTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return formatTable(
    rows.map((row) => row.map((text, column) => (column === 0 ? text : text.padStart(widths[column] ?? 0)))),
  ).replace(/ +$/gmu, '');
}
