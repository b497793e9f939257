import type { Span } from '../timeline/span.ts';
import { AppError } from '../../shared/app-error.ts';
import { secondsToMs } from '../../shared/units.ts';

/** Scored stretches of each recording, by file id. */
export type EvaluationMaps = ReadonlyMap<string, readonly Span[]>;

const SECONDS = /^(?:\d{1,9}\.?\d*|\.\d+)$/;

/**
 * Reads a NIST UEM file: `<file> <channel> <start> <end>` in seconds a line, `;` starts a comment. Channels are not told
 * apart. A map that is misread would change every figure, so any other line throws `AppError` `format-invalid`, as does
 * a file without a stretch.
 */
export function readUem(text: string): EvaluationMaps {
  const maps = new Map<string, Span[]>();
  for (const [index, line] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith(';')) continue;
    const [fileId = '', , start = '', end = '', ...rest] = content.split(/\s+/u);
    const span = { startMs: secondsToMs(Number(start)), endMs: secondsToMs(Number(end)) };
    if (!SECONDS.test(start) || !SECONDS.test(end) || rest.length > 0 || span.endMs <= span.startMs) {
      throw invalid(`Line ${index + 1} of the evaluation map is not "FILE CHANNEL START END" with START before END.`);
    }
    const spans = maps.get(fileId) ?? [];
    spans.push(span);
    maps.set(fileId, spans);
  }
  if (maps.size === 0) throw invalid('The evaluation map holds no stretch.');
  return maps;
}

function invalid(what: string): AppError {
  return new AppError('format-invalid', {
    what,
    meaning: 'It would not be clear what to score, so nothing was.',
    action: 'Give a UEM file with one stretch in seconds a line, such as "meeting 1 0.00 60.00".',
  });
}
