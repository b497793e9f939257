import type { OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Cue } from '../../../../core/timeline/types.ts';

// C0 controls except the line break, DEL, and separators that a line may not hold.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/gu;

/** The lines of a typed text: none that is blank, none that ends in spaces. */
export function linesOf(draft: string): string[] {
  return keptLines(draft).map(({ text }) => text);
}

/** The same with the place each line has in what was typed. */
function keptLines(draft: string): { readonly text: string; readonly at: number }[] {
  return draft
    .replace(/\r\n?/gu, '\n')
    .replace(CONTROL, '')
    .split('\n')
    .map((line, at) => ({ text: line.trimEnd(), at }))
    .filter(({ text }) => text.trim() !== '');
}

/** The edit that a typed text asks for; undefined where the cue says so already. Added lines are the last speaker's. */
export function draftEdit(cue: Cue, draft: string): OperationOf<'set-cue-lines'> | undefined {
  const kept = keptLines(draft);
  const lines = kept.map(({ text }) => text);
  if (lines.length === cue.lines.length && lines.every((line, at) => line === cue.lines[at])) return undefined;
  if (cue.lineSpeakers === undefined) return { kind: 'set-cue-lines', cue: cue.id, lines };
  const speakers = cue.lineSpeakers;
  const lineSpeakers = kept.flatMap(({ at }) => speakers[Math.min(at, speakers.length - 1)] ?? []);
  return { kind: 'set-cue-lines', cue: cue.id, lines, lineSpeakers };
}

/** Where a cursor in a typed text stands in the lines that are kept of it. */
export function cursorIn(draft: string, offset: number): { readonly line: number; readonly offset: number } {
  const before = draft.slice(0, offset).split('\n');
  const line = before.slice(0, -1).filter((text) => text.trim() !== '').length;
  return { line, offset: before.at(-1)?.length ?? 0 };
}

/** The text with italic tags around a stretch, or without those it has; and where the stretch is then. */
export function toggleItalic(
  draft: string,
  from: number,
  to: number,
): { readonly draft: string; readonly from: number; readonly to: number } {
  const [start, end] = from === to ? [0, draft.length] : [from, to];
  const part = draft.slice(start, end);
  const bare = /^<i>(.*)<\/i>$/su.exec(part)?.[1];
  const outside = draft.slice(0, start).endsWith('<i>') && draft.slice(end).startsWith('</i>');
  if (bare !== undefined) {
    return { draft: draft.slice(0, start) + bare + draft.slice(end), from: start, to: start + bare.length };
  }
  if (outside) {
    return { draft: draft.slice(0, start - 3) + part + draft.slice(end + 4), from: start - 3, to: end - 3 };
  }
  return { draft: `${draft.slice(0, start)}<i>${part}</i>${draft.slice(end)}`, from: start + 3, to: end + 3 };
}
