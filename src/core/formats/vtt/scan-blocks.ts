import type { ImportedBlock } from '../../document/types.ts';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { parseTimeLine, type TimeLine } from '../time-line.ts';

/** One cue of a WebVTT file as lines. */
export interface VttCueBlock {
  readonly id: string | undefined;
  /** 1-based line of the times. */
  readonly line: number;
  /** The line of the times as written. */
  readonly timeLine: string;
  readonly time: TimeLine;
  readonly text: readonly string[];
}

/** A block that is no cue; `beforeCue` is the number of cues in front of it. */
interface VttOtherBlock {
  readonly kind: ImportedBlock['kind'];
  readonly text: string;
  readonly beforeCue: number;
}

export interface VttScan {
  /** Everything behind `WEBVTT` up to the first blank line, or `undefined` when there is nothing. */
  readonly header: string | undefined;
  readonly cues: readonly VttCueBlock[];
  readonly blocks: readonly VttOtherBlock[];
}

const ARROW = '-->';
const SIGNATURE = /^WEBVTT(?=$|[ \t])/;

/**
 * Cuts WebVTT lines into header, cues and other blocks as the specification's parser does: blank lines end a block, and
 * a line with `-->` always starts a cue, even without a blank line in front. What cannot be read as a cue is kept.
 */
export function scanVtt(lines: readonly string[], log: DiagnosticLog): VttScan {
  const cues: VttCueBlock[] = [];
  const blocks: VttOtherBlock[] = [];
  const { header, next } = readHeader(lines, log);
  let line = next;
  while (line < lines.length) {
    if (lines[line] === '') {
      line++;
      continue;
    }
    const timing = timingOf(lines, line);
    if (timing === undefined) {
      const end = blockEnd(lines, line + 1);
      blocks.push(otherBlock(lines.slice(line, end), cues.length, line + 1, log));
      line = end;
      continue;
    }
    const end = blockEnd(lines, timing + 1);
    const time = parseTimeLine(lines[timing] ?? '');
    if (time === undefined || time.dashArrow) {
      log.add(
        'time-line-bad',
        'error',
        'The times of the cue cannot be read; the cue is kept beside the others.',
        timing + 1,
      );
      blocks.push({ kind: 'other', text: lines.slice(line, end).join('\n'), beforeCue: cues.length });
    } else {
      const id = timing > line ? lines[line] : undefined;
      cues.push({ id, line: timing + 1, timeLine: lines[timing] ?? '', time, text: lines.slice(timing + 1, end) });
    }
    if (end < lines.length && lines[end] !== '') {
      log.add('blank-line-missing', 'warning', 'No blank line stands in front of the cue.', end + 1);
    }
    line = end;
  }
  return { header, cues, blocks };
}

function readHeader(lines: readonly string[], log: DiagnosticLog): { header: string | undefined; next: number } {
  const first = lines[0] ?? '';
  if (!SIGNATURE.test(first)) {
    log.add('signature-missing', 'error', 'The file does not start with WEBVTT; players will refuse it.', 1);
    return { header: undefined, next: 0 };
  }
  let next = 1;
  while (next < lines.length && lines[next] !== '' && !(lines[next] ?? '').includes(ARROW)) next++;
  // A numeric identifier directly under the header belongs to the cue that follows without a blank line.
  if (next > 1 && (lines[next] ?? '').includes(ARROW)) {
    log.add('blank-line-missing', 'warning', 'No blank line ends the header.', next + 1);
    if (/^\d+$/.test(lines[next - 1] ?? '')) next--;
  }
  const rest = [first.slice('WEBVTT'.length), ...lines.slice(1, next)];
  for (const [index, text] of rest.entries()) {
    if (!text.startsWith('X-TIMESTAMP-MAP')) continue;
    log.add(
      'timestamp-map',
      'warning',
      'The header maps times to a stream clock; times were left as written.',
      index + 1,
    );
  }
  const header = rest.join('\n');
  return { header: header === '' ? undefined : header, next };
}

/** The line of a block's times: its first line, or its second when the first is an identifier. */
function timingOf(lines: readonly string[], line: number): number | undefined {
  if ((lines[line] ?? '').includes(ARROW)) return line;
  const second = lines[line + 1] ?? '';
  return second.includes(ARROW) ? line + 1 : undefined;
}

/** First line behind a block: a blank one, or one that starts the next cue (with its number, if it has one). */
function blockEnd(lines: readonly string[], from: number): number {
  let line = from;
  while (line < lines.length && lines[line] !== '' && !(lines[line] ?? '').includes(ARROW)) line++;
  const numbered = line < lines.length && lines[line] !== '' && line > from && /^\d+$/.test(lines[line - 1] ?? '');
  return numbered ? line - 1 : line;
}

function otherBlock(block: readonly string[], beforeCue: number, line: number, log: DiagnosticLog): VttOtherBlock {
  const first = block[0] ?? '';
  const text = block.join('\n');
  if (/^NOTE(?=$|[ \t])/.test(first)) return { kind: 'note', text, beforeCue };
  const kind = /^STYLE[ \t]*$/.test(first) ? 'style' : /^REGION[ \t]*$/.test(first) ? 'region' : 'other';
  if (kind === 'other') {
    const repeated = SIGNATURE.test(first);
    log.add(
      repeated ? 'signature-repeated' : 'block-unknown',
      'warning',
      repeated
        ? 'WEBVTT occurs again inside the file.'
        : 'The block is neither a cue nor a note; it is kept beside the cues.',
      line,
    );
  } else if (beforeCue > 0) {
    log.add('style-late', 'warning', `A ${first.trim()} block behind the first cue has no effect in players.`, line);
  }
  return { kind, text, beforeCue };
}
