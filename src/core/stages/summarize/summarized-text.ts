import type { Summary } from '../../document/notes/summary.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { summaryLines } from './summary-lines.ts';
import type { SummaryLine } from './types.ts';

/**
 * A short name for who says what in some lines, 16 letters: lines that say something else have another one. Where cues
 * begin and end does not count, nor where their lines break, so that subtitles can be split, joined and moved.
 */
export function nameOfText(lines: readonly Pick<SummaryLine, 'speaker' | 'lines'>[]): string {
  const said: string[] = [];
  let last: string | undefined;
  for (const { speaker, lines: shown } of lines) {
    const text = shown.join(' ').replace(/\s+/gu, ' ').trim();
    if (text === '') continue;
    if (speaker !== last) said.push(`\n${speaker ?? ''}\n`);
    last = speaker;
    said.push(text);
  }
  const text = said.join(' ');
  return hash(text, 0x811c_9dc5) + hash(text, 0x2f0b_4c27);
}

/** Whether somebody says something else now than when a summary was made. Older summaries do not tell. */
export function isSummaryOutdated(
  document: Pick<VoxlaneDocument, 'cues' | 'speakers'>,
  { of }: Pick<Summary, 'of'>,
): boolean {
  return of !== undefined && of !== nameOfText(summaryLines(document));
}

/** FNV-1a over 16-bit units, with a last mix so that texts that differ at their end differ everywhere. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x0100_0193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b_3c6d);
  return ((value ^ (value >>> 13)) >>> 0).toString(16).padStart(8, '0');
}
