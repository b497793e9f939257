import { turnsFromCues } from '../document/derive.ts';
import type { ImportedParts, VoxlaneDocument } from '../document/types.ts';
import type { Diagnostic } from '../formats/codec.ts';
import { requireCodec } from '../formats/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Alert } from '../../shared/alert.ts';
import type { Cue } from '../timeline/types.ts';
import { describeRepairs, fitCues } from './fit-cues.ts';
import { linkWords } from './link-words.ts';
import { matchVoices } from './match-voices.ts';
import { SpeakerTimes } from './speaker-times.ts';

export interface CaptionsContext {
  /** Language tag of the captions, when known. */
  readonly language?: string;
  /** Shown in alerts. */
  readonly name?: string;
}

/** Said by `fitCues` with what was done about it. */
const SAID_ELSEWHERE = new Set(['time-negative', 'duration-negative', 'duration-zero', 'no-cues']);

/**
 * Makes existing subtitles the cues of a document that was made from the recording: their text and times, repaired where
 * they cannot be; speakers from their voice tags, else from whoever talks in the meantime; words and turns stay, and each
 * cue is linked to the words its time covers. What was repaired is one alert. Captions that hold no cue at all leave the
 * document as it is, with an alert. Pure. Throws `format-unknown` for a format that cannot be read.
 */
export function importCaptions(
  document: VoxlaneDocument,
  text: string,
  format: string,
  context: CaptionsContext = {},
): VoxlaneDocument {
  const codec = requireCodec(format);
  if (codec.read === undefined || codec.carries !== 'cues') throw notCaptions(format);
  const { name = 'the captions' } = context;
  const { document: read, diagnostics } = codec.read(text);
  const { cues: fitted, repairs } = fitCues(read.cues, document.media.durationMs);
  if (fitted.length === 0) return withAlert(document, unusable(name));

  const turns = document.exclusiveTurns.length > 0 ? document.exclusiveTurns : document.turns;
  const times = new SpeakerTimes(turns);
  const { idOf, speakers } = matchVoices(read.speakers, read.exclusiveTurns, document.speakers, times);
  const words = linkWords(fitted, document.words);
  const known = new Set(speakers.map(({ id }) => id));
  const cues = fitted.map((cue, index): Cue => {
    const { id, startMs, endMs, lines } = cue;
    const wordIds = words[index] ?? [];
    const lineSpeakers = cue.lineSpeakers?.map((voice) => idOf.get(voice) ?? voice);
    if (lineSpeakers !== undefined) return { id, startMs, endMs, lines, lineSpeakers, wordIds };
    const voice = cue.speaker === undefined ? undefined : idOf.get(cue.speaker);
    const speaker = voice ?? times.loudest(cue);
    return { id, startMs, endMs, lines, ...(speaker !== undefined && known.has(speaker) ? { speaker } : {}), wordIds };
  });

  const { language = read.language } = context;
  const spoken = language?.toLowerCase().match(/^[a-z]{2,3}/)?.[0] ?? document.language;
  const repaired = [...describeDiagnostics(diagnostics), ...describeRepairs(repairs)];
  const options = { format: codec.id, cues: cues.length, ...(language === undefined ? {} : { language }) };
  const imported = read.imported === undefined ? undefined : keepFor(cues, read.imported);
  const result: VoxlaneDocument = {
    ...document,
    ...(spoken === undefined ? {} : { language: spoken }),
    speakers,
    ...(document.turns.length === 0 ? turnsFromCues(cues) : {}),
    cues,
    // That there is no text for want of a recogniser is no longer so.
    alerts: document.alerts.filter((alert) => alert.code !== 'no-asr-model'),
    provenance: [
      ...document.provenance.filter((entry) => entry.stage !== 'cues'),
      { stage: 'captions', version: 1, options },
    ],
    ...(imported === undefined ? {} : { imported }),
  };
  return repaired.length === 0 ? result : withAlert(result, repairedAlert(name, repaired));
}

function withAlert(document: VoxlaneDocument, alert: Alert): VoxlaneDocument {
  return { ...document, alerts: [...document.alerts, alert] };
}

/** What the file said about cues that are still there. */
function keepFor(cues: readonly Cue[], imported: ImportedParts): ImportedParts {
  const ids = new Set(cues.map((cue) => cue.id));
  return { ...imported, cues: imported.cues.filter(({ cueId }) => ids.has(cueId)) };
}

function describeDiagnostics(diagnostics: readonly Diagnostic[]): string[] {
  const counts = new Map<string, number>();
  for (const { code, severity, message } of diagnostics) {
    if (severity === 'info' || SAID_ELSEWHERE.has(code)) continue;
    counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return [...counts].map(([message, count]) => `${message.replace(/\.$/, '')}${count > 1 ? ` (${count} times)` : ''}`);
}

function repairedAlert(name: string, repaired: readonly string[]): Alert {
  const message = `${name} needed repair: ${repaired.join('; ')}.`;
  const values = { name, reason: `${repaired.join('; ')}.` };
  return { code: 'captions-repaired', severity: 'warning', message, stage: 'captions', values };
}

function unusable(name: string): Alert {
  const message = `${name} holds no cue that fits this recording, so the subtitles were made from what was recognised.`;
  return { code: 'captions-unusable', severity: 'error', message, stage: 'captions', values: { name } };
}

function notCaptions(format: string): AppError {
  return new AppError('format-unknown', {
    what: `${JSON.stringify(format)} is no format for captions.`,
    meaning: 'Nothing was imported.',
    action: 'Use an SRT or WebVTT file.',
  });
}
