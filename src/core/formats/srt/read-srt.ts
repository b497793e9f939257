import { turnsFromCues } from '../../document/derive.ts';
import { newDocument } from '../../document/new-document.ts';
import { SpeakerTable } from '../../document/speaker-table.ts';
import type { ImportedParts } from '../../document/types.ts';
import type { ReadContext, ReadResult } from '../codec.ts';
import { DiagnosticLog } from '../diagnostic-log.ts';
import { type DraftCue, finishCues } from '../draft-cues.ts';
import { mediaOf } from '../media-of.ts';
import { splitLines } from '../text-lines.ts';
import type { TimeLine } from '../time-line.ts';
import { applySpeakerPrefixes, reportSpeakerPrefixes } from './detect-speakers.ts';
import { scanBlocks, type SrtBlock } from './scan-blocks.ts';

const COORDINATES = /^(?:[XY][12]\s*:\s*-?\d+\s*)+$/iu;
const VTT_SETTINGS = /^[a-z]+:\S+(?:\s+[a-z]+:\S+)*$/iu;

/**
 * Reads SRT text as real files are written (docs/format/srt.md lists every tolerance). Cues are never dropped: those
 * with odd times are loaded and flagged, and come back in time order. Formatting tags stay in the text. Never throws.
 */
export function readSrt(text: string, context: ReadContext = {}): ReadResult {
  const log = new DiagnosticLog();
  const { header, blocks } = scanBlocks(splitLines(text), context.framesPerSecond, log);
  if (blocks.length === 0) {
    log.add('no-cues', 'error', 'No line with a start and an end time was found, so there are no cues.');
  } else if (header.length > 0) {
    log.add(
      'header-junk',
      'info',
      `${header.length} lines stand before the first cue; they are kept beside the cues.`,
      1,
    );
  }
  if (context.framesPerSecond === undefined) warnAboutFrames(blocks, log);

  const plain = readBlocks(blocks, log);
  const speakers = new SpeakerTable();
  const drafts = context.detectSpeakers === true ? applySpeakerPrefixes(plain, speakers, log) : plain;
  if (context.detectSpeakers !== true) reportSpeakerPrefixes(plain, log);

  const finished = finishCues(drafts, 'import:srt', log);
  const imported: ImportedParts = {
    format: 'srt',
    ...(header.length === 0 ? {} : { header: header.join('\n') }),
    blocks: [],
    cues: finished.imported,
  };
  const keep = header.length > 0 || finished.imported.length > 0;
  const document = newDocument({
    media: mediaOf(context, finished.cues),
    speakers: speakers.list(),
    cues: finished.cues,
    ...turnsFromCues(finished.cues),
    ...(keep ? { imported } : {}),
  });
  return { document, diagnostics: log.list() };
}

function readBlocks(blocks: readonly SrtBlock[], log: DiagnosticLog): DraftCue[] {
  const seen = new Set<string>();
  let latestEndMs = 0;
  return blocks.map((block, position) => {
    const line = block.timeLine + 1;
    flagIndex(block.index, position + 1, seen, line, log);
    const time = block.time;
    if (time === undefined) {
      log.add('time-line-bad', 'error', 'The time line cannot be read; the cue was put behind the previous one.', line);
    } else {
      flagTimeLine(time, line, log);
    }
    const { settings, textOnTimeLine } = splitRest(time?.rest ?? '', line, log);
    const startMs = time?.startMs ?? latestEndMs;
    const endMs = time?.endMs ?? latestEndMs;
    latestEndMs = Math.max(latestEndMs, endMs);
    const lines = [...textOnTimeLine, ...block.text].map((text) => cleanText(text, line, log));
    return {
      line,
      startMs,
      endMs,
      lines: lines.filter((text) => text !== ''),
      ...(block.index === undefined || block.index === String(position + 1) ? {} : { originalId: block.index }),
      ...(settings === undefined ? {} : { settings }),
    };
  });
}

function flagIndex(
  index: string | undefined,
  expected: number,
  seen: Set<string>,
  line: number,
  log: DiagnosticLog,
): void {
  if (index === undefined) log.add('index-missing', 'info', 'The cue has no index.', line);
  else if (seen.has(index)) log.add('index-repeated', 'info', `The index ${index} occurs again.`, line);
  else if (!/^\d+$/.test(index)) log.add('index-not-a-number', 'info', 'The index is not a number.', line);
  else if (Number(index) !== expected) log.add('index-wrong', 'info', `The index is ${index}, not ${expected}.`, line);
  if (index !== undefined) seen.add(index);
}

function flagTimeLine(time: TimeLine, line: number, log: DiagnosticLog): void {
  if (time.outOfRange) log.add('time-out-of-range', 'warning', 'Minutes or seconds are above 59.', line);
  const clocks = [time.start, time.end];
  if (clocks.some((clock) => clock.subFraction !== undefined || (clock.fraction?.length ?? 0) > 3)) {
    log.add('fraction-overlong', 'info', 'A time has more than three fraction digits; it was rounded.', line);
  }
}

/** What stands behind the times: coordinates and settings are kept, anything else is text that lost its line. */
function splitRest(rest: string, line: number, log: DiagnosticLog): { settings?: string; textOnTimeLine: string[] } {
  if (rest === '') return { textOnTimeLine: [] };
  if (COORDINATES.test(rest) || VTT_SETTINGS.test(rest)) return { settings: rest, textOnTimeLine: [] };
  log.add(
    'text-on-time-line',
    'warning',
    'Text follows the times on the same line; it became the first text line.',
    line,
  );
  return { textOnTimeLine: [rest] };
}

function cleanText(text: string, line: number, log: DiagnosticLog): string {
  if (text.includes('\0')) log.add('nul-removed', 'warning', 'NUL characters in the text were removed.', line);
  if (text.includes('-->')) log.add('arrow-in-text', 'info', 'The text holds an arrow that is no time line.', line);
  return text.replaceAll('\0', '').trimEnd();
}

/** A whole file of two-digit fractions below 31 may count frames; only its maker knows, so the user is asked. */
function warnAboutFrames(blocks: readonly SrtBlock[], log: DiagnosticLog): void {
  const fractions = blocks.flatMap(({ time }) => (time === undefined ? [] : [time.start.fraction, time.end.fraction]));
  const framed = (fraction: string | undefined): boolean => fraction?.length === 2 && Number(fraction) <= 30;
  if (fractions.length < 4 || !fractions.every(framed)) return;
  log.add(
    'maybe-frames',
    'warning',
    'Every time ends in two digits of at most 30: these may be frames. They were read as hundredths of a second; ' +
      'read the file again with its frame rate if that is wrong.',
  );
}
