import { turnsFromCues } from '../../document/derive.ts';
import { newDocument } from '../../document/new-document.ts';
import { SpeakerTable } from '../../document/speaker-table.ts';
import type { ImportedBlock, ImportedParts } from '../../document/types.ts';
import type { ReadContext, ReadResult } from '../codec.ts';
import { DiagnosticLog } from '../diagnostic-log.ts';
import { type DraftCue, finishCues } from '../draft-cues.ts';
import { mediaOf } from '../media-of.ts';
import { splitLines } from '../text-lines.ts';
import { checkCueSettings } from './cue-settings.ts';
import { parseCueText } from './parse-cue-text.ts';
import { scanVtt, type VttCueBlock } from './scan-blocks.ts';
import { speakLines } from './speak-lines.ts';
import { timeWords } from './time-words.ts';

const STRICT_TIMES =
  /^[ \t]*(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]*-->[ \t]*(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t]|$)/;

/**
 * Reads WebVTT (W3C WebVTT, plus the tolerances of docs/format/vtt.md). Voices become speakers, inline timestamps become
 * word times, identifiers become cue ids where unique; header, notes, styles, regions and cue settings are kept word for
 * word in `imported`. Never throws.
 */
export function readVtt(text: string, context: ReadContext = {}): ReadResult {
  const log = new DiagnosticLog();
  if (text.includes('\0')) log.add('nul-replaced', 'warning', 'NUL characters were replaced, as the format demands.');
  const scan = scanVtt(splitLines(text.replaceAll('\0', '\uFFFD')), log);
  if (scan.cues.length === 0) log.add('no-cues', 'error', 'The file has no cue that can be read.');
  const speakers = new SpeakerTable();
  const drafts = scan.cues.map((cue) => draftCue(cue, speakers, log));
  for (const [id, count] of countIds(scan.cues)) {
    if (count > 1) log.add('id-repeated', 'warning', `The identifier ${id} is used by ${count} cues.`);
  }
  const finished = finishCues(drafts, 'import:vtt', log);
  const blocks = scan.blocks.map(({ kind, text: block, beforeCue }): ImportedBlock => {
    const beforeCueId = finished.idOfDraft[beforeCue];
    return { kind, text: block, ...(beforeCueId === undefined ? {} : { beforeCueId }) };
  });
  const language = /^Language:[ \t]*([a-z]{2,3})(?![a-z])/imu.exec(scan.header ?? '')?.[1];
  const imported: ImportedParts = {
    format: 'vtt',
    ...(scan.header === undefined ? {} : { header: scan.header }),
    blocks,
    cues: finished.imported,
  };
  const keep = scan.header !== undefined || blocks.length > 0 || finished.imported.length > 0;
  const document = newDocument({
    media: mediaOf(context, finished.cues),
    ...(language === undefined ? {} : { language: language.toLowerCase() }),
    speakers: speakers.list(),
    words: finished.words,
    cues: finished.cues,
    ...turnsFromCues(finished.cues),
    ...(keep ? { imported } : {}),
  });
  return { document, diagnostics: log.list() };
}

function draftCue(block: VttCueBlock, speakers: SpeakerTable, log: DiagnosticLog): DraftCue {
  const { line, time } = block;
  if (!STRICT_TIMES.test(block.timeLine)) {
    log.add('time-line-loose', 'info', 'The times are not written as WebVTT demands; players may skip the cue.', line);
  }
  if (time.outOfRange) log.add('time-out-of-range', 'warning', 'Minutes or seconds are above 59.', line);
  const settings = time.rest === '' ? undefined : time.rest;
  for (const problem of settings === undefined ? [] : checkCueSettings(settings)) {
    log.add('setting-bad', 'info', problem, line);
  }
  const parsed = parseCueText(block.text.join('\n'), time.startMs, time.endMs);
  for (const problem of parsed.problems) {
    log.add(problem.code, problem.code === 'inline-time-bad' ? 'warning' : 'info', problem.message, line);
  }
  const spoken = speakLines(parsed.pieces);
  if (spoken.guessed) log.add('voice-partial', 'info', 'Text outside a voice was given to the voice beside it.', line);
  if (spoken.brokeLines) log.add('voices-split', 'info', 'Two voices shared a line, which became two lines.', line);
  const lineSpeakers = spoken.voices.map((voice) => speakers.idOf(voice));
  const several = new Set(lineSpeakers).size > 1;
  const first = lineSpeakers[0];
  const classes = parsed.voiceClasses.filter((name) => name !== '');
  if (classes.length > 0 && several) {
    log.add('voice-class-lost', 'warning', 'Classes of voices in a cue with several voices are not kept.', line);
  }
  const words = timeWords(parsed.pieces, time.startMs, time.endMs, (voice) =>
    voice === undefined ? first : speakers.idOf(voice),
  );
  return {
    line,
    startMs: time.startMs,
    endMs: time.endMs,
    lines: spoken.lines,
    ...(several ? { lineSpeakers } : first === undefined ? {} : { speaker: first }),
    words,
    ...(block.id === undefined ? {} : { wantedId: block.id }),
    ...(settings === undefined ? {} : { settings }),
    ...(classes[0] === undefined || several ? {} : { voiceClass: classes[0] }),
  };
}

function countIds(cues: readonly VttCueBlock[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of cues) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
