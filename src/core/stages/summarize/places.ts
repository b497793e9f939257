import type { Chapter } from '../../document/types.ts';
import type { Span } from '../../timeline/span.ts';
import type { PreparedSummaryLine } from './parts-of.ts';
import type { SummaryRecord } from './record.ts';
import type { Highlight, MissingPart } from './types.ts';

/** Shorter chapters are joined to the one before: players of videos want ten seconds. */
const LEAST_CHAPTER_MS = 10_000;
const MOST_HIGHLIGHTS = 1000;

/** Moments by start, one a cue, with the times of their cues. */
export function highlightsOf(lines: readonly PreparedSummaryLine[], records: readonly SummaryRecord[]): Highlight[] {
  const texts = firstOf(records.flatMap(({ moments }) => moments));
  return lines
    .flatMap(({ key, startMs, endMs }) => {
      const text = texts.get(key);
      return text === undefined ? [] : [{ startMs, endMs: Math.max(startMs, endMs), text }];
    })
    .toSorted((a, b) => a.startMs - b.startMs)
    .slice(0, MOST_HIGHLIGHTS);
}

/** Chapters without gaps; the first begins with the recording. None when no section was found. */
export function chaptersOf(
  lines: readonly PreparedSummaryLine[],
  records: readonly SummaryRecord[],
  all: readonly Span[],
): Chapter[] {
  const titles = firstOf(records.flatMap(({ sections }) => sections));
  const starts = lines
    .flatMap(({ key, startMs }) => {
      const title = titles.get(key);
      return title === undefined ? [] : [{ startMs, title }];
    })
    .toSorted((a, b) => a.startMs - b.startMs);
  const kept: { startMs: number; title: string }[] = [];
  for (const start of starts) {
    const last = kept.at(-1);
    if (last === undefined) kept.push({ ...start, startMs: 0 });
    else if (start.startMs - last.startMs >= LEAST_CHAPTER_MS) kept.push(start);
  }
  const endMs = all.reduce((latest, span) => Math.max(latest, span.endMs), 0);
  return kept.map(({ startMs, title }, at) => ({ startMs, endMs: kept[at + 1]?.startMs ?? endMs, title }));
}

/** The times of what no model would summarise. */
export function missingOf(lines: readonly PreparedSummaryLine[], records: readonly SummaryRecord[]): MissingPart[] {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return records
    .flatMap(({ missing }) => missing)
    .flatMap(({ from, to, refused }) => {
      const first = byKey.get(from);
      const last = byKey.get(to);
      return first === undefined || last === undefined ? [] : [{ startMs: first.startMs, endMs: last.endMs, refused }];
    });
}

function firstOf(places: readonly { readonly key: string; readonly text: string }[]): ReadonlyMap<string, string> {
  return new Map(places.toReversed().map(({ key, text }) => [key, text]));
}
