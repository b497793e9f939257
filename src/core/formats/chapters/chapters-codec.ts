import type { VoxlaneDocument } from '../../document/types.ts';
import { formatClock } from '../clock.ts';
import type { SubtitleCodec, WriteOptions, WriteResult } from '../codec.ts';
import { reportDocumentLosses } from '../document-losses.ts';
import { countOf, LossLedger } from '../loss-ledger.ts';
import { joinLines, singleLine } from '../text-lines.ts';
import { encodeText } from '../vtt/entities.ts';

/** A WebVTT chapters track (W3C WebVTT, section 1.5): one cue a chapter with its title. Players show it as a menu. */
export const chaptersCodec: SubtitleCodec = {
  id: 'chapters',
  label: 'WebVTT chapters',
  extensions: ['chapters.vtt'],
  mediaType: 'text/vtt',
  carries: 'document',
  write: writeChapters,
};

function writeChapters(document: VoxlaneDocument, options: WriteOptions = {}): WriteResult {
  const lines = ['WEBVTT'];
  for (const { startMs, endMs, title } of document.chapters ?? []) {
    const start = Math.max(0, startMs);
    const end = Math.max(start + 1, endMs);
    lines.push('', `${formatClock(start, '.')} --> ${formatClock(end, '.')}`, encodeText(singleLine(title)));
  }
  const ledger = new LossLedger();
  reportDocumentLosses(document, { chapters: true }, ledger);
  ledger.add('cues', document.cues.length, (count) => `Text and times of ${countOf(count, 'cue')} not written.`);
  return { text: joinLines(lines, options), losses: ledger.list() };
}
