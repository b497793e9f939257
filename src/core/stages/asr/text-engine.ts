import { AppError, cancelled } from '../../../shared/app-error.ts';
import type { AsrCapabilities, AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../ports/asr-engine.ts';
import { halveWindow, joinResults } from './halve-window.ts';
import { endsInLoop, type HeardText, resultOfText } from './heard-text.ts';
import { failedResult } from './whisper/window-result.ts';

/** How a window ended in a recogniser. */
export type Hearing =
  | { readonly kind: 'heard'; readonly heard: HeardText }
  /** Longer than the model takes; nothing was recognised. */
  | { readonly kind: 'too-long' }
  /** The text did not fit into what the model may write; `heard` is what did. */
  | { readonly kind: 'cut-off'; readonly heard: HeardText | undefined }
  | { readonly kind: 'failed'; readonly why: string };

/** A recogniser that takes sound and gives text, whatever library runs it. */
export interface TextRecogniser {
  /**
   * How each window ended, in order. Samples are only read, until the promise settles. Rejects when cancelled and when the
   * call as a whole failed.
   */
  recognise(
    windows: readonly AsrWindow[],
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly Hearing[]>;
  dispose(): Promise<void>;
}

export interface TextEngineParts {
  /** Engine and model, e.g. `voxtral-mini-3b`. */
  readonly id: string;
  readonly recogniser: TextRecogniser;
  readonly capabilities: AsrCapabilities;
  /** `never`: the model is not told the language; `needed`: it has to be. */
  readonly languageHint: 'never' | 'optional' | 'needed';
}

interface Run {
  /** The language the model is told. */
  readonly hint: string | undefined;
  /** The language the user named. */
  readonly spoken: string | undefined;
  readonly signal: AbortSignal;
}

/** Thirty seconds cut in two so often are parts of some five seconds at most. */
const MOST_CUTS = 6;

/**
 * A recogniser of text behind `AsrEngine`. What is too long for it, or wrote more than it may, is cut in two at its
 * quietest place, again and again, and joined; text that was cut off because it repeats itself is kept up to the loop.
 * Not re-entrant: one `transcribe` at a time. `transcribe` rejects when cancelled, for a language the model lacks, and when
 * every window of several fails.
 */
export function createTextEngine(parts: TextEngineParts): AsrEngine {
  const { id, recogniser, capabilities } = parts;

  async function resolve(window: AsrWindow, hearing: Hearing, run: Run, cuts = 0): Promise<AsrWindowResult> {
    if (hearing.kind === 'heard') return resultOfText(window, hearing.heard);
    if (hearing.kind === 'failed') return failedResult(window, hearing.why);
    const partial = hearing.kind === 'cut-off' ? hearing.heard : undefined;
    const loops = partial !== undefined && endsInLoop(partial.text, partial.language);
    const halves = loops || cuts === MOST_CUTS ? undefined : halveWindow(window);
    if (halves !== undefined) {
      const results: AsrWindowResult[] = [];
      const hearings = await hear(halves, run);
      for (const [i, half] of halves.entries()) results.push(await resolve(half, hearings[i], run, cuts + 1));
      return joinResults(window.index, results, 'cut in two: too much for the engine at once');
    }
    if (partial === undefined) return failedResult(window, 'the model takes no stretch as long as this');
    const result = resultOfText(window, partial);
    return { ...result, notes: ['stopped at the token budget', ...result.notes] };
  }

  async function hear(windows: readonly AsrWindow[], { hint, spoken, signal }: Run): Promise<readonly Hearing[]> {
    if (signal.aborted) throw cancelled(signal.reason);
    const hearings = await recogniser.recognise(windows, hint, signal);
    if (signal.aborted) throw cancelled(signal.reason);
    if (hearings.length === windows.length) return hearings.map((hearing) => withLanguage(hearing, spoken));
    throw new AppError('inference-failed', {
      what: `The speech recogniser ${id} answered ${hearings.length} of ${windows.length} windows.`,
      meaning: 'Its text cannot be matched with the recording.',
      action: 'Choose another speech recognition model and report this one.',
    });
  }

  return {
    id,
    capabilities,
    async transcribe(windows, request, signal, progress) {
      const run: Run = { hint: hintOf(parts, request), spoken: request.language, signal };
      const results: AsrWindowResult[] = [];
      const size = Math.max(1, Math.min(request.batchSize, capabilities.batchMax));
      for (let from = 0; from < windows.length; from += size) {
        const batch = windows.slice(from, from + size);
        const hearings = await hear(batch, run);
        for (const [i, window] of batch.entries()) {
          results.push(await resolve(window, hearings[i], run));
          progress?.(results.length / windows.length);
        }
      }
      const broken = windows.length > 1 && results.every(isFailure);
      if (broken) throw everyWindowFailed(id, results);
      return results;
    },
    dispose: () => recogniser.dispose(),
  };
}

/** The language the model is told. Throws `options-invalid` for one that it lacks, and when it needs to be told and is not. */
function hintOf({ id, capabilities, languageHint }: TextEngineParts, { language }: AsrRequest): string | undefined {
  const { languages } = capabilities;
  if (language !== undefined && languages !== 'any' && !languages.includes(language))
    throw new AppError('options-invalid', {
      what: `The model ${id} does not know the language "${language}".`,
      meaning: 'It cannot transcribe this recording as asked.',
      action: 'Choose another language or another model.',
    });
  if (languageHint === 'never') return undefined;
  if (language === undefined && languageHint === 'needed')
    throw new AppError('options-invalid', {
      what: `The model ${id} does not recognise languages by itself.`,
      meaning: 'It has to be told which language is spoken, so nothing was transcribed.',
      action: 'Choose the language of the recording, or another model.',
    });
  return language;
}

/** Engines leave the language out where they were told it. */
function withLanguage(hearing: Hearing, language: string | undefined): Hearing {
  if ((hearing.kind !== 'heard' && hearing.kind !== 'cut-off') || hearing.heard?.language !== undefined) return hearing;
  return hearing.heard === undefined ? hearing : { ...hearing, heard: { ...hearing.heard, language } };
}

function isFailure({ words, drops }: AsrWindowResult): boolean {
  return words.length === 0 && drops.some((drop) => drop.reason === 'decode-failed');
}

function everyWindowFailed(id: string, results: readonly AsrWindowResult[]): AppError {
  const why = results.at(-1)?.drops.at(-1)?.detail ?? 'it gave no reason';
  return new AppError('inference-failed', {
    what: `The speech recogniser ${id} failed on every stretch of ${results.length} (${why}).`,
    meaning: 'The model or the device it runs on does not work here.',
    action: 'Choose another model, or the processor as the device.',
  });
}
