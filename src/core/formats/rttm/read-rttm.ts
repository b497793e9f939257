import { newDocument } from '../../document/new-document.ts';
import { SpeakerTable } from '../../document/speaker-table.ts';
import { bySpan } from '../../timeline/span.ts';
import type { Turn } from '../../timeline/types.ts';
import { secondsToMs } from '../../../shared/units.ts';
import type { ReadContext, ReadResult } from '../codec.ts';
import { DiagnosticLog } from '../diagnostic-log.ts';
import { mediaOf } from '../media-of.ts';
import { splitLines } from '../text-lines.ts';
import { decodeToken } from './token.ts';

interface RttmRecord {
  readonly fileId: string;
  readonly channel: number;
  readonly turn: Turn;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * Reads the `SPEAKER` records of an RTTM file (NIST RT-09 appendix A): ten fields, nine accepted, any spacing, any
 * order, overlapping turns. Other record types are counted and skipped. With several recordings in one file only one is
 * read. Channels are kept only when the file uses more than one. Turns come back sorted by time. Never throws.
 */
export function readRttm(text: string, context: ReadContext = {}): ReadResult {
  const log = new DiagnosticLog();
  const speakers = new SpeakerTable();
  const others = new Map<string, number>();
  const records: RttmRecord[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith(';')) continue;
    const fields = content.split(/\s+/u);
    const type = fields[0] ?? '';
    if (type !== 'SPEAKER') {
      others.set(type, (others.get(type) ?? 0) + 1);
      continue;
    }
    const record = readRecord(fields, index + 1, speakers, log);
    if (record !== undefined) records.push(record);
  }
  for (const [type, count] of others) {
    log.add(
      'record-ignored',
      'info',
      `${count} records of type ${type.slice(0, 40)} hold no speaker turn and were skipped.`,
    );
  }
  const chosen = chooseFile(records, context, log);
  if (chosen.length === 0) log.add('no-turns', 'error', 'The file has no speaker turn that can be read.');
  const channels = new Set(chosen.map((record) => record.channel));
  const turns = chosen
    .map(({ turn, channel }): Turn => (channels.size > 1 ? { ...turn, channel: channel - 1 } : turn))
    .sort(bySpan);
  const heard = new Set(turns.map((turn) => turn.speaker));
  const document = newDocument({
    media: mediaOf({ name: context.name ?? chosen[0]?.fileId ?? '' }, turns),
    speakers: speakers.list().filter((speaker) => heard.has(speaker.id)),
    turns,
  });
  return { document, diagnostics: log.list() };
}

function readRecord(
  fields: readonly string[],
  line: number,
  speakers: SpeakerTable,
  log: DiagnosticLog,
): RttmRecord | undefined {
  const [, fileId = '', channelText = '', onset = '', duration = '', , , label = '', score] = fields;
  const startSeconds = Number(onset);
  const lengthSeconds = Number(duration);
  if (
    fields.length < 9 ||
    !DECIMAL.test(onset) ||
    !DECIMAL.test(duration) ||
    Math.abs(startSeconds) > 1e9 ||
    Math.abs(lengthSeconds) > 1e9
  ) {
    log.add('record-bad', 'error', 'The record lacks fields or its times are not numbers; it was left out.', line);
    return undefined;
  }
  if (fields.length > 10)
    log.add('fields-extra', 'info', `The record has ${fields.length} fields instead of 10.`, line);
  if (lengthSeconds <= 0) log.add('duration-not-positive', 'warning', 'The turn has no positive length.', line);
  if (startSeconds < 0) log.add('time-negative', 'warning', 'The turn starts before 0.', line);
  const channel = /^\d{1,6}$/.test(channelText) ? Math.max(1, Number(channelText)) : 1;
  const confidence = score === undefined || !DECIMAL.test(score) ? NaN : Number(score);
  const startMs = secondsToMs(startSeconds) + 0;
  return {
    fileId,
    channel,
    turn: {
      startMs,
      // The length is rounded on its own, so a file in whole milliseconds comes back exactly.
      endMs: startMs + secondsToMs(lengthSeconds),
      speaker: speakers.idOf(decodeToken(label)),
      ...(Number.isFinite(confidence) ? { confidence } : {}),
    },
  };
}

function chooseFile(records: readonly RttmRecord[], context: ReadContext, log: DiagnosticLog): readonly RttmRecord[] {
  const files = [...new Set(records.map((record) => record.fileId))];
  const wanted = context.fileId ?? files[0];
  if (wanted !== undefined && files.length > 1) {
    log.add('several-files', 'warning', `The file covers ${files.length} recordings; only ${wanted} was read.`);
  }
  return records.filter((record) => record.fileId === wanted);
}
