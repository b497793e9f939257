import type { AsrDrop, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { spanLengthMs, type Span } from '../../../timeline/span.ts';
import { type Loop, loopsIn } from './loops.ts';
import { FASTEST_CPS, rateOf } from './rate.ts';
import { SPEECH_SHARE, spanOf, speechShare } from './silence-text.ts';
import { plainWord, textOf, withWords } from './word-text.ts';

/** So often nobody repeats himself, at whatever pace. */
const ENDLESS = { rounds: 8, words: 24 } as const;
const SHOWN = 60;

/** Loops of words in a window's text. */
export function wordLoops(words: readonly AsrWord[]): Loop[] {
  return loopsIn(words.map(({ text }) => plainWord(text)));
}

/**
 * Cuts loops down to their first round where they cannot have been said: faster than speech, where no speech is, or
 * endless. Others stay, since singers and callers do repeat themselves.
 */
export function withoutLoops(result: AsrWindowResult, speech: readonly Span[]): AsrWindowResult {
  const gone = new Set<AsrWord>();
  const drops: AsrDrop[] = [];
  for (const { start, period, rounds } of wordLoops(result.words)) {
    const all = result.words.slice(start, start + rounds * period);
    const rest = all.slice(period);
    const endless = rounds >= ENDLESS.rounds && all.length >= ENDLESS.words;
    const unheard = speech.length > 0 && speechShare(spanOf(rest), speech) < SPEECH_SHARE;
    if (!endless && !unheard && rateOf(all, spanLengthMs(spanOf(all))) <= FASTEST_CPS) continue;
    for (const word of rest) gone.add(word);
    const detail = `${rounds} times: ${textOf(all.slice(0, period)).slice(0, SHOWN)}`;
    drops.push({ ...spanOf(rest), reason: 'repetition-loop', detail });
  }
  const kept = result.words.filter((word) => !gone.has(word));
  return withWords(result, kept, drops, `repetition loop cut, ${gone.size} words`);
}
