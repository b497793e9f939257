import type { Aligner } from '../../ports/aligner.ts';
import type { AsrWindow, AsrWord } from '../../ports/asr-engine.ts';
import type { InferenceSession } from '../../ports/inference.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import { spelledForms, type SpelledForms, targetOf } from './align-target.ts';
import type { Alphabet } from './alphabet.ts';
import { ctcEmissions } from './ctc-emissions.ts';
import { forceAlign } from './forced-align.ts';
import { timedWords, type TimedText } from './timed-words.ts';

export interface CtcAlignerParts {
  /** e.g. `ctc-digits`. */
  readonly id: string;
  readonly languages: readonly string[];
  readonly session: InferenceSession;
  readonly alphabet: Alphabet;
  /** Samples between frames; 320 (20 ms) for wav2vec2. */
  readonly strideSamples: number;
  /** Whether the model was trained on sound of zero mean and unit variance. */
  readonly normalise: boolean;
}

/** Sound kept around detected speech, whose edges are soft. */
const PAD_MS = 200;
const BAND_STATES = 200;
/** A number that fits worse is tried in the other ways it may be said. */
const DOUBTFUL = 0.3;
/** Numbers said otherwise that are tried in one window. */
const MOST_TRIES = 12;
/** Text that fits worse on average is not what is said there. */
const POOR = 0.3;

/**
 * CTC forced alignment with a wav2vec2-like model. Words lie inside the window's speech (with 0.2 s around it), in order, each
 * at least one frame long; what cannot be spelled takes the time that is left between its neighbours and keeps its
 * confidence. The session belongs to the aligner.
 */
export function createCtcAligner(parts: CtcAlignerParts): Aligner {
  const { alphabet, session } = parts;
  return {
    id: parts.id,
    languages: parts.languages.length === 0 ? 'any' : parts.languages,
    async align(window, words, language, signal) {
      if (words.length === 0) return [];
      const chunk = speechOf(window);
      const emissions = await ctcEmissions(session, chunk.samples, parts.normalise);
      if (signal.aborted) throw cancelled(signal.reason);
      const frameMs = (parts.strideSamples * 1000) / SAMPLE_RATE;
      const silent = silentFrames(window, chunk.startMs, emissions.frames, frameMs);
      const forms = words.map((word) => spelledForms(word, alphabet, language));
      const place = { ...chunk, frameMs };
      const aligned = bestForms(words, forms, (chosen) => {
        const target = targetOf(words, chosen, alphabet);
        const frames = forceAlign(emissions, target, silent, BAND_STATES);
        return frames === undefined ? undefined : timedWords(words, target, frames, emissions, place);
      });
      return aligned === undefined || aligned.score < POOR ? undefined : aligned.words;
    },
    dispose: () => session.dispose(),
  };
}

/** The stretch of a window that holds its speech; all of it where none is known. */
function speechOf(window: AsrWindow) {
  const { speech, samples } = window;
  const startMs = Math.max(window.startMs, (speech[0]?.startMs ?? window.startMs) - PAD_MS);
  const endMs = Math.min(window.endMs, (speech.at(-1)?.endMs ?? window.endMs) + PAD_MS);
  const at = (ms: number): number => Math.round(((ms - window.startMs) * SAMPLE_RATE) / 1000);
  return { startMs, endMs, samples: samples.subarray(at(startMs), at(endMs)) };
}

/** Frames (1) further from speech than the pad. */
function silentFrames({ speech }: AsrWindow, startMs: number, frames: number, frameMs: number): Uint8Array {
  const silent = new Uint8Array(frames);
  if (speech.length === 0) return silent;
  silent.fill(1);
  for (const span of speech) {
    const from = Math.ceil((span.startMs - PAD_MS - startMs) / frameMs);
    const to = Math.floor((span.endMs + PAD_MS - startMs) / frameMs);
    silent.fill(0, Math.max(0, from), Math.max(0, Math.min(frames, to)));
  }
  return silent;
}

/** Aligns the usual forms, then tries the others of words that fit badly and keeps what fits better. */
function bestForms(
  words: readonly AsrWord[],
  forms: readonly SpelledForms[],
  align: (chosen: readonly (readonly number[])[]) => TimedText | undefined,
): TimedText | undefined {
  let chosen = forms.map(([usual]) => usual);
  let best = align(chosen);
  let tries = 0;
  for (const index of words.keys()) {
    for (const form of forms[index].slice(1)) {
      if (tries === MOST_TRIES || (best !== undefined && best.words[index].confidence >= DOUBTFUL)) break;
      tries++;
      const other = chosen.map((usual, i) => (i === index ? form : usual));
      const found = align(other);
      if (found === undefined || (best !== undefined && found.score <= best.score)) continue;
      [chosen, best] = [other, found];
    }
  }
  return best;
}
