/** Whisper writes most speech with 3-5 tokens a second; this leaves room for the fastest. */
const TOKENS_PER_SECOND = 8;
/** Scripts that fall apart into byte tokens need several per character. */
const BYTE_HEAVY_PER_SECOND = 25;
/** For timestamps, punctuation and speech the VAD missed. */
const SLACK = 24;
const BYTE_HEAVY = new Set(
  'am ar as bn bo el fa gu he hi hy ja ka km kn ko lo mk ml mn mr my ne pa ps sa sd si ta te tg th ur yi yue zh'.split(
    ' ',
  ),
);

/**
 * Most tokens to generate for a window: by the length of its speech, never beyond what the decoder's positions hold.
 * @param speechSeconds detected speech in the window
 * @param language `undefined` when still unknown: then the roomier rate applies
 * @param room positions left after the prompt
 */
export function tokenBudget(speechSeconds: number, language: string | undefined, room: number): number {
  const rate = language === undefined || BYTE_HEAVY.has(language) ? BYTE_HEAVY_PER_SECOND : TOKENS_PER_SECOND;
  return Math.max(1, Math.min(room, SLACK + Math.ceil(speechSeconds * rate)));
}
