import type { LintIssue, LintReport } from './lint-issue.ts';
import { checkNotes } from './lint-notes.ts';
import type { Span } from '../timeline/span.ts';
import { bySpan } from '../timeline/span.ts';
import type { Cue, SpeakerId, Turn, Word } from '../timeline/types.ts';
import type { Bookmark, VoxlaneDocument } from './types.ts';

/** Spans may end this much behind the media: containers round their durations. Milliseconds. */
export const END_SLACK_MS = 1000;

/**
 * Checks what the schema cannot: ids are unique and resolve, times are whole, ordered and inside the media, exclusive
 * turns are disjoint, line speakers match lines, chapters have titles, translations and classes are of languages and labels
 * that the document has. Cues without lines (timing-only mode) and cues that overlap are valid.
 * Returns every issue in document order; empty means sound. Pure; linear in the document's size.
 */
export function lintDocument(document: VoxlaneDocument): LintIssue[] {
  const issues: LintIssue[] = [];
  const report: LintReport = (code, severity, path, message) => issues.push({ code, severity, path, message });
  const { durationMs } = document.media;
  const speakers = checkIds(document.speakers, 'speakers', report);
  const wordIds = checkIds(document.words, 'words', report);
  checkIds(document.cues, 'cues', report);

  const lists = { words: document.words, turns: document.turns, exclusiveTurns: document.exclusiveTurns };
  const { cues, dropped, chapters = [] } = document;
  for (const [name, spans] of Object.entries({ ...lists, cues, dropped, chapters })) {
    for (const [index, span] of spans.entries()) checkSpan(span, durationMs, `${name}[${index}]`, report);
    checkOrder(spans, name, report);
  }
  for (const [name, items] of Object.entries(lists)) checkSpeakers(items, speakers, name, report);
  for (const [index, word] of document.words.entries()) checkWord(word, `words[${index}]`, report);
  for (const [index, cue] of document.cues.entries()) checkCue(cue, `cues[${index}]`, speakers, wordIds, report);
  for (const [index, { title }] of chapters.entries()) {
    if (title.trim() === '')
      report('chapter-title', 'warning', `chapters[${index}].title`, 'The chapter has no title.');
  }
  checkBookmarks(document.bookmarks ?? [], durationMs, report);
  checkExclusive(document.exclusiveTurns, report);
  checkNotes(document, report);
  return issues;
}

function checkBookmarks(bookmarks: readonly Bookmark[], durationMs: number, report: LintReport): void {
  for (const [index, { timeMs }] of bookmarks.entries()) {
    const path = `bookmarks[${index}]`;
    if (timeMs < 0) report('time-negative', 'warning', path, `It lies before 0, at ${timeMs} ms.`);
    if (durationMs > 0 && timeMs > durationMs + END_SLACK_MS) {
      report('span-outside-media', 'warning', path, `It lies at ${timeMs} ms, behind the media (${durationMs} ms).`);
    }
    if (timeMs < (bookmarks[index - 1]?.timeMs ?? timeMs)) {
      report('order', 'error', path, `It lies before the entry in front of it (${timeMs} ms).`);
    }
  }
}

function checkIds(items: readonly { readonly id: string }[], name: string, report: LintReport): Set<string> {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    const path = `${name}[${index}].id`;
    if (id === '') report('id-empty', 'error', path, 'The id is empty.');
    else if (seen.has(id)) report('id-duplicate', 'error', path, `The id ${id} is used twice in ${name}.`);
    seen.add(id);
  }
  return seen;
}

function checkSpan(span: Span, durationMs: number, path: string, report: LintReport): void {
  if (!Number.isSafeInteger(span.startMs) || !Number.isSafeInteger(span.endMs)) {
    report('time-not-integer', 'error', path, `Times must be whole milliseconds: ${span.startMs} to ${span.endMs}.`);
    return;
  }
  if (span.startMs < 0) report('time-negative', 'warning', path, `It starts before 0, at ${span.startMs} ms.`);
  if (span.endMs < span.startMs) {
    report('span-reversed', 'error', path, `It ends (${span.endMs} ms) before it starts (${span.startMs} ms).`);
  } else if (span.endMs === span.startMs) {
    report('span-empty', 'warning', path, `It has no length at ${span.startMs} ms.`);
  }
  if (durationMs > 0 && span.endMs > durationMs + END_SLACK_MS) {
    report('span-outside-media', 'warning', path, `It ends at ${span.endMs} ms, behind the media (${durationMs} ms).`);
  }
}

function checkOrder(spans: readonly Span[], name: string, report: LintReport): void {
  for (let index = 1; index < spans.length; index++) {
    const before = spans[index - 1];
    const here = spans[index];
    if (before === undefined || here === undefined || here.startMs >= before.startMs) continue;
    report('order', 'error', `${name}[${index}]`, `It starts before the entry in front of it (${here.startMs} ms).`);
  }
}

function checkSpeakers(
  items: readonly (Word | Turn)[],
  speakers: ReadonlySet<SpeakerId>,
  name: string,
  report: LintReport,
): void {
  for (const [index, { speaker, confidence }] of items.entries()) {
    const path = `${name}[${index}]`;
    if (speaker !== undefined && !speakers.has(speaker)) {
      report('speaker-unknown', 'error', `${path}.speaker`, `No speaker has the id ${speaker}.`);
    }
    if (confidence !== undefined && !(confidence >= 0 && confidence <= 1)) {
      report('confidence-range', 'warning', `${path}.confidence`, `Confidence ${confidence} is not within 0 to 1.`);
    }
  }
}

function checkWord(word: Word, path: string, report: LintReport): void {
  if (word.text === '' || word.text !== word.text.trim()) {
    report('word-text', 'warning', `${path}.text`, 'A word must have text without surrounding spaces.');
  }
}

function checkCue(
  cue: Cue,
  path: string,
  speakers: ReadonlySet<SpeakerId>,
  wordIds: ReadonlySet<string>,
  report: LintReport,
): void {
  const named = [...(cue.speaker === undefined ? [] : [cue.speaker]), ...(cue.lineSpeakers ?? [])];
  for (const speaker of new Set(named)) {
    if (!speakers.has(speaker)) report('speaker-unknown', 'error', path, `No speaker has the id ${speaker}.`);
  }
  if (cue.lineSpeakers !== undefined && cue.lineSpeakers.length !== cue.lines.length) {
    const counts = `${cue.lineSpeakers.length} line speakers for ${cue.lines.length} lines`;
    report('line-speakers-length', 'error', `${path}.lineSpeakers`, `The cue has ${counts}.`);
  }
  for (const [index, line] of cue.lines.entries()) {
    if (/[\r\n]/.test(line)) {
      report('line-break-in-line', 'error', `${path}.lines[${index}]`, 'A display line holds a line break.');
    }
  }
  for (const [index, id] of cue.wordIds.entries()) {
    if (!wordIds.has(id)) report('word-unknown', 'error', `${path}.wordIds[${index}]`, `No word has the id ${id}.`);
  }
}

/** Exclusive turns of different channels are separate tracks and may share time. */
function checkExclusive(turns: readonly Turn[], report: LintReport): void {
  const latest = new Map<number | undefined, number>();
  const order = [...turns.keys()].sort((a, b) => bySpan(turns[a], turns[b]) || a - b);
  for (const index of order) {
    const turn = turns[index];
    const endMs = latest.get(turn.channel) ?? -Infinity;
    if (turn.startMs < endMs) {
      report(
        'turns-not-exclusive',
        'error',
        `exclusiveTurns[${index}]`,
        `It starts before ${endMs} ms, inside another.`,
      );
    }
    latest.set(turn.channel, Math.max(endMs, turn.endMs));
  }
}
