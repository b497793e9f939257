import { z } from 'zod';

/** A word or a stretch of text as a server timed it, in milliseconds from the start of what was sent. */
export interface HeardText {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** 0..1; absent when the server does not say. */
  readonly confidence?: number;
  /** The server's label of who said it. */
  readonly speaker?: string;
}

/** What a server answered, cleaned: times finite, ascending and inside the sound, sizes bounded. */
export interface Answer {
  readonly text: string;
  /** What the server calls the language. */
  readonly language: string | undefined;
  readonly words: readonly HeardText[];
  readonly segments: readonly HeardText[];
  /** Mean over the segments that have one; 0 when none has. */
  readonly avgLogProb: number;
  readonly noSpeechProb: number;
}

const seconds = z.number().nullish();
const label = z.union([z.string().max(80), z.number()]).nullish();
const wordSchema = z.object({
  word: z.string().max(500).nullish(),
  text: z.string().max(500).nullish(),
  start: seconds,
  end: seconds,
  probability: z.number().nullish(),
  score: z.number().nullish(),
  speaker: label,
});
const segmentSchema = z.object({
  text: z.string().max(20_000).nullish(),
  start: seconds,
  end: seconds,
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  speaker: label,
  words: z.array(wordSchema).max(20_000).nullish(),
});
const answerSchema = z.object({
  text: z.string().max(1_000_000),
  language: z.string().max(80).nullish(),
  words: z.array(wordSchema).max(100_000).nullish(),
  segments: z.array(segmentSchema).max(20_000).nullish(),
});

/**
 * Reads the JSON of a transcription: OpenAI's `json` and `verbose_json`, as servers vary them (words beside the segments or
 * in them, speakers on either). `audioMs` is the length of what was sent. `undefined` when it is no transcription.
 */
export function parseAnswer(value: unknown, audioMs: number): Answer | undefined {
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { text, language } = parsed.data;
  const segments = parsed.data.segments ?? [];
  const inSegments = segments.flatMap((segment) =>
    (segment.words ?? []).map((word) => ({ ...word, speaker: word.speaker ?? segment.speaker })),
  );
  const words = inSegments.length > 0 ? inSegments : (parsed.data.words ?? []);
  const known = (values: readonly (number | null | undefined)[]): number[] =>
    values.filter((one): one is number => typeof one === 'number' && Number.isFinite(one));
  const logProbs = known(segments.map((segment) => segment.avg_logprob));
  return {
    text,
    language: language ?? undefined,
    words: timed(
      words.map((word) => ({ ...word, text: word.word ?? word.text, confidence: word.probability ?? word.score })),
      audioMs,
    ),
    segments: timed(
      segments.map((segment) => ({
        ...segment,
        confidence: typeof segment.avg_logprob === 'number' ? Math.exp(segment.avg_logprob) : undefined,
      })),
      audioMs,
    ),
    avgLogProb: logProbs.length === 0 ? 0 : logProbs.reduce((sum, one) => sum + one, 0) / logProbs.length,
    noSpeechProb: Math.min(1, Math.max(0, ...known(segments.map((segment) => segment.no_speech_prob)))),
  };
}

interface RawText {
  readonly text?: string | null | undefined;
  readonly start?: number | null | undefined;
  readonly end?: number | null | undefined;
  readonly confidence?: number | null | undefined;
  readonly speaker?: string | number | null | undefined;
}

/** Texts in the order of the answer. Empty when one has no usable time: then none can be trusted. */
function timed(items: readonly RawText[], audioMs: number): HeardText[] {
  const heard: HeardText[] = [];
  let fromMs = 0;
  for (const { text: raw, start, end, confidence, speaker } of items) {
    const text = raw?.trim() ?? '';
    if (text === '') continue;
    if (typeof start !== 'number' || typeof end !== 'number' || !Number.isFinite(start + end)) return [];
    // Far outside the sound: the server counts in another unit or made them up.
    if (start < -1 || start * 1000 > audioMs + FAR_MS || end * 1000 > audioMs + FAR_MS) return [];
    const startMs = Math.min(audioMs, Math.max(fromMs, Math.round(start * 1000)));
    const endMs = Math.min(audioMs, Math.max(startMs, Math.round(end * 1000)));
    fromMs = startMs;
    heard.push({
      startMs,
      endMs,
      text,
      ...(typeof confidence === 'number' && confidence >= 0 ? { confidence: Math.min(1, confidence) } : {}),
      ...(speaker === undefined || speaker === null ? {} : { speaker: String(speaker) }),
    });
  }
  return heard;
}

/** Whisper pads to 30 s and may time the last words into the padding. */
const FAR_MS = 30_000;
