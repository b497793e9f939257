import { z } from 'zod';
import { turnsFromCues } from '../../document/derive.ts';
import { newDocument } from '../../document/new-document.ts';
import { SpeakerTable } from '../../document/speaker-table.ts';
import { secondsToMs } from '../../../shared/units.ts';
import type { ReadContext, ReadResult } from '../codec.ts';
import { DiagnosticLog } from '../diagnostic-log.ts';
import { type DraftCue, finishCues } from '../draft-cues.ts';
import { mediaOf } from '../media-of.ts';
import { fillWordTimes, type LooseWord } from './fill-word-times.ts';
import { languageCode } from './language-code.ts';

/** Python writes `null` for what is missing. */
const absent = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
const number = z.number().nullish().transform(absent);
const text = z.string().nullish().transform(absent);

const wordSchema = z.looseObject({
  word: text,
  text,
  start: number,
  end: number,
  score: number,
  probability: number,
  speaker: text,
});

const segmentSchema = z.looseObject({
  start: number,
  end: number,
  text,
  speaker: text,
  words: z.array(wordSchema).nullish(),
});

/** WhisperX (`segments[].words[]` with `score` and `speaker`) and Whisper's verbose JSON, whose words may stand apart. */
const resultSchema = z.looseObject({
  segments: z.array(segmentSchema),
  words: z.array(wordSchema).nullish(),
  language: text,
  duration: z.union([z.number(), z.string()]).nullish(),
});

type WhisperWord = z.infer<typeof wordSchema>;
type WhisperSegment = z.infer<typeof segmentSchema>;

/**
 * Reads a parsed WhisperX result or Whisper verbose JSON; `undefined` when it is neither. Each segment becomes a cue.
 * Words without times (WhisperX cannot align digits) get interpolated ones, with a diagnostic.
 */
export function readWhisperJson(value: unknown, context: ReadContext): ReadResult | undefined {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { segments, words, language, duration } = parsed.data;
  const log = new DiagnosticLog();
  const speakers = new SpeakerTable();
  const wordsOf = wordsBySegment(segments, words ?? []);
  let latestMs = 0;
  const drafts = segments.map((segment, index): DraftCue => {
    const draft = draftCue(segment, wordsOf[index] ?? [], latestMs, speakers);
    if (segment.start === undefined || segment.end === undefined) {
      log.add('segment-untimed', 'warning', `Segment ${index + 1} lacks a time; its words and neighbours gave one.`);
    }
    latestMs = Math.max(latestMs, draft.endMs);
    return draft;
  });
  const finished = finishCues(drafts, 'import:whisper', log);
  const guessed = finished.words.filter((word) => word.timing === 'interpolated').length;
  if (guessed > 0) {
    log.add(
      'words-interpolated',
      'warning',
      `${guessed} words had no times; theirs were put between their neighbours'.`,
    );
  }
  const code = language === undefined ? undefined : languageCode(language);
  if (language !== undefined && code === undefined) {
    log.add('language-unknown', 'info', `The language "${language.slice(0, 40)}" is unknown and was left out.`);
  }
  const media = mediaOf(context, [...finished.cues, ...finished.words]);
  const stated = Number(duration ?? 0);
  const durationMs = Number.isFinite(stated) && stated > 0 && stated < 1e9 ? secondsToMs(stated) : 0;
  const document = newDocument({
    media: { ...media, durationMs: Math.max(media.durationMs, durationMs) },
    ...(code === undefined ? {} : { language: code }),
    speakers: speakers.list(),
    words: finished.words,
    cues: finished.cues,
    ...turnsFromCues(finished.cues),
  });
  return { document, diagnostics: log.list() };
}

function draftCue(
  segment: WhisperSegment,
  words: readonly WhisperWord[],
  latestMs: number,
  speakers: SpeakerTable,
): DraftCue {
  const starts = words.flatMap((word) => (word.start === undefined ? [] : [word.start]));
  const ends = words.flatMap((word) => (word.end === undefined ? [] : [word.end]));
  const startMs = toMs(segment.start ?? starts[0]) ?? latestMs;
  const endMs = toMs(segment.end ?? ends.at(-1)) ?? startMs;
  const loose = words.map((word): LooseWord => {
    const speaker = word.speaker ?? segment.speaker;
    return {
      text: (word.word ?? word.text ?? '').trim(),
      startMs: toMs(word.start),
      endMs: toMs(word.end),
      confidence: clampUnit(word.score ?? word.probability),
      speaker: speaker === undefined || speaker === '' ? undefined : speakers.idOf(speaker),
    };
  });
  const timed = fillWordTimes(
    loose.filter((word) => word.text !== ''),
    startMs,
    endMs,
  );
  const text = (segment.text ?? timed.map((word) => word.text).join(' ')).trim();
  const named = segment.speaker === undefined || segment.speaker === '' ? undefined : speakers.idOf(segment.speaker);
  const speaker = named ?? timed.find((word) => word.speaker !== undefined)?.speaker;
  return {
    startMs,
    endMs,
    lines: text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== ''),
    ...(speaker === undefined ? {} : { speaker }),
    words: timed,
  };
}

/** Words of each segment; words listed apart from the segments go to the segment that holds their middle. */
function wordsBySegment(
  segments: readonly WhisperSegment[],
  apart: readonly WhisperWord[],
): (readonly WhisperWord[])[] {
  if (segments.some((segment) => (segment.words?.length ?? 0) > 0))
    return segments.map((segment) => segment.words ?? []);
  const lists = segments.map((): WhisperWord[] => []);
  let current = 0;
  for (const word of apart) {
    const middle = word.start === undefined || word.end === undefined ? undefined : (word.start + word.end) / 2;
    while (middle !== undefined && current < segments.length - 1 && middle >= (segments[current]?.end ?? Infinity))
      current++;
    lists[current]?.push(word);
  }
  return lists;
}

function toMs(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > 1e9) return undefined;
  // Adding 0 turns -0 into 0.
  return secondsToMs(value) + 0;
}

function clampUnit(value: number | undefined): number | undefined {
  return value === undefined || !Number.isFinite(value) ? undefined : Math.min(1, Math.max(0, value));
}
