import { turnsFromCues } from '../../document/derive.ts';
import { newDocument } from '../../document/new-document.ts';
import { SpeakerTable } from '../../document/speaker-table.ts';
import type { ReadContext, ReadResult } from '../codec.ts';
import { DiagnosticLog } from '../diagnostic-log.ts';
import { type DraftCue, finishCues } from '../draft-cues.ts';
import { EMPTY_CUE_TEXT } from '../empty-cue.ts';
import { mediaOf } from '../media-of.ts';
import { findSpeakerPrefix } from '../speaker-prefix.ts';
import { splitLines } from '../text-lines.ts';

const BLOCK = /^\[(\d{2,6}):([0-5]\d):([0-5]\d)\][ \t]*(.*)$/u;
/** Reading speed that stands in for the unknown end of the last block: 15 characters a second. */
const MS_PER_CHARACTER = 1000 / 15;

/**
 * Reads back transcripts with `[hh:mm:ss]` at the start of each block. A block lasts until the next one starts; the last
 * one as long as reading its text takes. Lines without a time continue the block above. Never throws.
 */
export function readTxt(text: string, context: ReadContext = {}): ReadResult {
  const log = new DiagnosticLog();
  const speakers = new SpeakerTable();
  const blocks: { line: number; startMs: number; lines: string[] }[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    const match = BLOCK.exec(line);
    if (match !== null) {
      const [, hours, minutes, seconds, rest = ''] = match;
      const startMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
      blocks.push({ line: index + 1, startMs, lines: [rest] });
    } else if (line.trim() !== '') {
      if (blocks.length === 0) log.add('text-untimed', 'error', 'Text before the first time was left out.', index + 1);
      else blocks.at(-1)?.lines.push(line);
    }
  }
  if (blocks.length === 0) log.add('no-cues', 'error', 'No block with a start time like [00:00:05] was found.');
  else log.add('times-estimated', 'warning', 'Blocks have no end times; each was made to last until the next one.');
  const ends = nextStarts(blocks);
  const drafts = blocks.map((block, index): DraftCue => {
    const [first = '', ...rest] = block.lines.map((line) => line.replaceAll('\0', '').trim());
    const prefix = context.detectSpeakers === false ? undefined : findSpeakerPrefix(first);
    const lines = [prefix?.text ?? first, ...rest].filter((line) => line !== '' && line !== EMPTY_CUE_TEXT);
    const length = Math.max(1000, Math.round(lines.join(' ').length * MS_PER_CHARACTER));
    return {
      line: block.line,
      startMs: block.startMs,
      endMs: ends[index] ?? block.startMs + length,
      lines,
      ...(prefix === undefined ? {} : { speaker: speakers.idOf(prefix.name) }),
    };
  });
  const { cues } = finishCues(drafts, 'import:txt', log);
  const document = newDocument({
    media: mediaOf(context, cues),
    speakers: speakers.list(),
    cues,
    ...turnsFromCues(cues),
  });
  return { document, diagnostics: log.list() };
}

/** For each block the first later start behind it in the file, if any. */
function nextStarts(blocks: readonly { readonly startMs: number }[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  for (let index = blocks.length - 2; index >= 0; index--) {
    const own = blocks[index]?.startMs ?? 0;
    const next = blocks[index + 1]?.startMs ?? 0;
    ends[index] = next > own ? next : ends[index + 1];
  }
  return ends;
}
