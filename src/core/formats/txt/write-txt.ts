import { speakerNames } from '../../document/speaker-table.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { formatClockSeconds } from '../clock.ts';
import type { WriteOptions, WriteResult } from '../codec.ts';
import { reportDocumentLosses, reportSharedNames } from '../document-losses.ts';
import { EMPTY_CUE_TEXT } from '../empty-cue.ts';
import { countOf, LossLedger } from '../loss-ledger.ts';
import { hasMarkup } from '../../document/markup.ts';
import { chooseSpeakerStyle } from '../speaker-style.ts';
import { joinLines, singleLine } from '../text-lines.ts';
import { speakerBlocks } from './speaker-blocks.ts';

const DEFAULT_PAUSE_MS = 2000;

/**
 * Writes a readable transcript: one line per speaker block, `[hh:mm:ss] Name: text`, blank lines between blocks, never
 * wrapped. Time and name can be left out by `options.timestamps` and `options.speakerStyle`.
 */
export function writeTxt(document: VoxlaneDocument, options: WriteOptions = {}): WriteResult {
  const ledger = new LossLedger();
  const { cues } = document;
  // A transcript names its speaker even when only one talks, unless told otherwise.
  const wanted = options.speakerStyle ?? 'auto';
  const style = wanted === 'auto' ? 'colon' : chooseSpeakerStyle(wanted, cues);
  const nameOf = speakerNames(document.speakers);
  const blocks = speakerBlocks(cues, options.mergePauseMs ?? DEFAULT_PAUSE_MS);
  const lines = blocks.flatMap((block, index) => {
    const time = options.timestamps === false ? '' : `[${formatClockSeconds(block.startMs)}] `;
    const name = block.speaker === undefined || style === 'none' ? '' : singleLine(nameOf(block.speaker));
    const label = name === '' ? '' : style === 'bracket' ? `[${name}] ` : `${name}: `;
    const text = block.text === '' ? EMPTY_CUE_TEXT : block.text;
    return [...(index === 0 ? [] : ['']), `${time}${label}${text}`];
  });
  ledger.add('cue-times', cues.length, (count) =>
    options.timestamps === false
      ? `Times of ${countOf(count, 'cue')} not written.`
      : `Exact times of ${countOf(count, 'cue')} not written; blocks have their start to the second.`,
  );
  ledger.add(
    'cue-limits',
    cues.length - blocks.length,
    (count) => `${countOf(count, 'cue')} joined to the one before.`,
  );
  const wrapped = cues.filter((cue) => cue.lines.length > 1 && cue.lineSpeakers === undefined).length;
  ledger.add('line-breaks', wrapped, (count) => `Line breaks of ${countOf(count, 'cue')} not written.`);
  const styled = cues.filter((cue) => cue.lines.some(hasMarkup)).length;
  ledger.add('styling', styled, (count) => `Formatting of ${countOf(count, 'cue')} left out.`);
  const empty = cues.filter((cue) => cue.lines.every((line) => singleLine(line) === '')).length;
  ledger.add('empty-cues', empty, (count) => `${countOf(count, 'cue')} had no text.`);
  const spoken = cues.filter((cue) => cue.speaker !== undefined || cue.lineSpeakers !== undefined).length;
  if (style === 'none') ledger.add('speakers', spoken, (count) => `Speakers of ${countOf(count, 'cue')} not written.`);
  else reportSharedNames(document, ledger);
  reportDocumentLosses(document, { cueText: true }, ledger);
  return { text: joinLines(lines.length === 0 ? [''] : lines, options), losses: ledger.list() };
}
