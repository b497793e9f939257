import { speakerNames } from '../../document/speaker-table.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { formatFrameRate, type FrameRate, parseFrameRate } from '../../timeline/frame-rate.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { ChunkedWriteResult, SubtitleCodec, WriteOptions, WriteResult } from '../codec.ts';
import { reportDocumentLosses } from '../document-losses.ts';
import { countOf, LossLedger } from '../loss-ledger.ts';
import { csvRecord } from './csv.ts';
import { frameActivity, frameCount, type FrameRow } from './frame-activity.ts';

/** The rate of films and television in most of the world. */
const DEFAULT_FPS = '25';
/** About 100 MB of text: 11 hours at 25 frames a second. */
const MOST_FRAMES_IN_MEMORY = 1_000_000;
/** Four days at 60 frames a second; beyond that a time in the document is wrong. */
const MOST_FRAMES = 20_000_000;
const ROWS_PER_CHUNK = 1000;

/** Speech and speakers of every video frame for programs (docs/format/activity.md). */
export const activityJsonCodec: SubtitleCodec = {
  id: 'activity-json',
  label: 'Speech activity per frame (JSON)',
  extensions: ['activity.json'],
  mediaType: 'application/json',
  carries: 'document',
  write: (document, options) => joined(document, options, jsonLines),
  writeChunks: (document, options) => chunked(document, options, jsonLines),
};

/** The same as a table for spreadsheets and animation programs. */
export const activityCsvCodec: SubtitleCodec = {
  id: 'activity-csv',
  label: 'Speech activity per frame (CSV)',
  extensions: ['activity.csv', 'csv'],
  mediaType: 'text/csv',
  carries: 'document',
  write: (document, options) => joined(document, options, csvLines),
  writeChunks: (document, options) => chunked(document, options, csvLines),
};

type Lines = (document: VoxlaneDocument, rate: FrameRate) => Iterable<string>;

function joined(document: VoxlaneDocument, options: WriteOptions | undefined, lines: Lines): WriteResult {
  const { chunks, losses } = chunked(document, options, lines, MOST_FRAMES_IN_MEMORY);
  return { text: [...chunks].join(''), losses };
}

/** Checks at once and writes later. Throws `options-invalid` for a bad rate and for too many frames. */
function chunked(
  document: VoxlaneDocument,
  options: WriteOptions = {},
  lines: Lines,
  most = MOST_FRAMES,
): ChunkedWriteResult {
  const rate = parseFrameRate(options.fps ?? DEFAULT_FPS);
  const frames = frameCount(document, rate);
  if (frames > most) throw tooLong(frames, rate);
  const ledger = new LossLedger();
  ledger.add('cues', document.cues.length, (count) => `Text and times of ${countOf(count, 'cue')} not written.`);
  ledger.add('turn-limits', document.turns.length, (count) => `Limits of ${countOf(count, 'turn')} only to the frame.`);
  reportDocumentLosses(document, { turns: true }, ledger);
  return { chunks: inChunks(lines(document, rate), options.newline === 'crlf'), losses: ledger.list() };
}

function* inChunks(lines: Iterable<string>, crlf: boolean): Generator<string> {
  const newline = crlf ? '\r\n' : '\n';
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line, newline);
    if (chunk.length < 2 * ROWS_PER_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  if (chunk.length > 0) yield chunk.join('');
}

function* jsonLines(document: VoxlaneDocument, rate: FrameRate): Generator<string> {
  const frames = frameCount(document, rate);
  const head = {
    format: 'voxlane-activity',
    version: 1,
    media: document.media.name,
    fps: formatFrameRate(rate),
    frameCount: frames,
    speakers: document.speakers.map(({ id, name }) => ({ id, name })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"frames":[`;
  for (const row of frameActivity(document, rate)) yield `${JSON.stringify(row)}${row.frame + 1 < frames ? ',' : ''}`;
  yield ']}';
}

/** RFC 4180 asks for CRLF; programs take either, so the line ending is that of the other formats. */
function* csvLines(document: VoxlaneDocument, rate: FrameRate): Generator<string> {
  const nameOf = speakerNames(document.speakers);
  yield csvRecord(['frame', 'time_ms', 'is_speech_present', 'primary_speaker', 'speakers', 'overlap', 'confidence']);
  for (const row of frameActivity(document, rate)) yield csvRow(row, nameOf);
}

function csvRow(row: FrameRow, nameOf: (id: string) => string): string {
  return csvRecord([
    row.frame,
    row.timeMs,
    row.isSpeechPresent ? 1 : 0,
    row.primary === undefined ? '' : nameOf(row.primary),
    row.speakers.map(nameOf).join('; '),
    row.overlap ? 1 : 0,
    row.confidence ?? '',
  ]);
}

function tooLong(frames: number, rate: FrameRate): AppError {
  return new AppError('options-invalid', {
    what: `The document has ${frames} frames at ${formatFrameRate(rate)} frames a second.`,
    meaning: 'That is too much for one text; nothing was written.',
    action:
      'Write into a file instead of printing, choose a lower frame rate, or check its times for one far too late.',
  });
}
