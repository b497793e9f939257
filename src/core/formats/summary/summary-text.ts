import type { Summary } from '../../document/notes/summary.ts';
import type { Chapter } from '../../document/types.ts';
import { formatClockSeconds } from '../clock.ts';
import { joinLines, singleLine, splitLines } from '../text-lines.ts';

/** What is written of a summary, and the words around it in the reader's language. */
export interface WrittenSummary {
  /** Absent where there are chapters only. */
  readonly summary?: Pick<Summary, 'text' | 'highlights'> | undefined;
  readonly chapters: readonly Chapter[];
  readonly titles: { readonly highlights: string; readonly chapters: string };
}

/** Marks that Markdown would take for its own, at the beginning of a line or anywhere. */
const MARKS = /[\\`*_[\]<>#|~]/gu;
const LINE_START = /^(\s*)([-+=]|\d+(?=[.)]))/u;

/** A summary as plain text with its times: the text, then moments and chapters as lists. Ends with a newline. */
export function summaryText({ summary, chapters, titles }: WrittenSummary): string {
  return joinLines(
    parts([
      textOf(summary).map((line) => line.trimEnd()),
      listed([titles.highlights], summary?.highlights.map(placed) ?? [], ({ time, text }) => `  ${time}  ${text}`),
      listed([titles.chapters], chapters.map(titled), ({ time, text }) => `  ${time}  ${text}`),
    ]),
    {},
  );
}

/** The same as Markdown, under a title unless that is empty. Whatever a model wrote stays text: it makes no links, headings or tables. */
export function summaryMarkdown({ summary, chapters, titles }: WrittenSummary, title: string): string {
  const row = ({ time, text }: Row): string => `- **${time}** ${inLine(text)}`;
  const heading = (text: string): string[] => [`## ${inLine(text)}`, ''];
  return joinLines(
    parts([
      title.trim() === '' ? [] : [`# ${inLine(singleLine(title))}`],
      textOf(summary).map((line) => atStart(line.trim())),
      listed(heading(titles.highlights), summary?.highlights.map(placed) ?? [], row),
      listed(heading(titles.chapters), chapters.map(titled), row),
    ]),
    {},
  );
}

interface Row {
  readonly time: string;
  readonly text: string;
}

function placed({ startMs, text }: Summary['highlights'][number]): Row {
  return { time: formatClockSeconds(startMs), text: singleLine(text) };
}

function titled({ startMs, title }: Chapter): Row {
  return { time: formatClockSeconds(startMs), text: singleLine(title) };
}

function textOf(summary: WrittenSummary['summary']): string[] {
  return summary === undefined ? [] : splitLines(summary.text.trim());
}

function listed(title: readonly string[], rows: readonly Row[], line: (row: Row) => string): string[] {
  return rows.length === 0 ? [] : [...title, ...rows.map(line)];
}

/** Lists of lines with a blank line between those that have some. */
function parts(lists: readonly (readonly string[])[]): string[] {
  return lists
    .filter((list) => list.some((line) => line !== ''))
    .flatMap((list, at) => (at === 0 ? list : ['', ...list]));
}

function inLine(text: string): string {
  return text.replace(MARKS, String.raw`\$&`);
}

function atStart(line: string): string {
  return inLine(line).replace(LINE_START, (_, space: string, mark: string) =>
    /\d/u.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
  );
}
