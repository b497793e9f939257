import type { BatchItem, Session, TranscribeModel, TranscribeOptions, TranscriptionResult } from 'transcribe-cpp';
import type { AsrWindow } from '../../core/ports/asr-engine.ts';
import type { HeardText } from '../../core/stages/asr/heard-text.ts';
import type { Hearing, TextRecogniser } from '../../core/stages/asr/text-engine.ts';
import { tokenBudget } from '../../core/stages/asr/whisper/budget.ts';
import { coveredMs, spanLengthMs } from '../../core/timeline/span.ts';
import { cancelled } from '../../shared/app-error.ts';
import type { TranscribeCpp } from './binding.ts';
import { isOutOfMemory, reasonOf, runFailure } from './failures.ts';
import type { NativeLog } from './native-log.ts';

export interface NativeRecogniserParts {
  readonly binding: TranscribeCpp;
  readonly model: TranscribeModel;
  /** For messages. */
  readonly id: string;
  readonly threads: number;
  readonly log: NativeLog;
}

/** Tokens that 30 s of sound and the words around it take in the context of a model that writes text: 25 a second and some. */
const CONTEXT_OF_SOUND = 900;
/** Speech is rounded up to this for the budget, so that sessions are used again. */
const BUDGET_STEP_SECONDS = 10;
/** A model whose context is bound that much has no room for 30 s. */
const WINDOW_MS = 30_000;
/** Whisper draws from these where it decodes a second time; the same each run. */
const WHISPER = { kind: 'whisper', seed: 1, conditionOnPrevTokens: false } as const;

/** A loaded model as a recogniser of text. It owns the model. */
export function createNativeRecogniser({ binding, model, id, threads, log }: NativeRecogniserParts): TextRecogniser {
  const { languages } = model.capabilities;
  const family = model.accepts(WHISPER) ? { family: WHISPER } : {};
  let session: { readonly context: number; readonly of: Session } | undefined;

  /** How much a model may write is bound by its context, which is a session's. */
  function sessionFor(windows: readonly AsrWindow[], language: string | undefined): Session {
    const longest = Math.max(...windows.map(speechSeconds));
    const seconds = Math.ceil(longest / BUDGET_STEP_SECONDS) * BUDGET_STEP_SECONDS;
    const context = CONTEXT_OF_SOUND + tokenBudget(seconds, language, Infinity);
    if (session?.context === context) return session.of;
    session?.of.dispose();
    session = undefined;
    let of = model.createSession({ nThreads: threads, nCtx: context });
    const { effectiveMaxAudioMs } = of.limits;
    if (effectiveMaxAudioMs > 0 && effectiveMaxAudioMs < WINDOW_MS) {
      of.dispose();
      of = model.createSession({ nThreads: threads });
    }
    session = { context, of };
    return of;
  }

  async function run(of: Session, windows: readonly AsrWindow[], options: TranscribeOptions): Promise<BatchItem[]> {
    const [only] = windows;
    if (windows.length > 1 || only === undefined)
      return of.runBatch(
        windows.map((window) => window.samples),
        options,
      );
    try {
      return [{ ok: true, result: await of.run(only.samples, options) }];
    } catch (error) {
      if (error instanceof binding.TranscribeError) return [{ ok: false, error }];
      throw error;
    }
  }

  function hearingOf(item: BatchItem, said: string): Hearing {
    if (item.ok) return { kind: 'heard', heard: heardText(item.result) };
    const { error } = item;
    if (error instanceof binding.InputTooLong) return { kind: 'too-long' };
    if (error instanceof binding.OutputTruncated) {
      const { partialResult } = error;
      return { kind: 'cut-off', heard: partialResult === undefined ? undefined : heardText(partialResult) };
    }
    if (isOutOfMemory(binding, error, said)) throw runFailure(binding, id, error, said);
    return { kind: 'failed', why: reasonOf(error, said) };
  }

  return {
    async recognise(windows, language, signal) {
      const options = {
        ...family,
        signal,
        ...(language === undefined ? {} : { language: nameIn(languages, language) }),
      };
      let items: BatchItem[];
      try {
        items = await run(sessionFor(windows, language), windows, options);
      } catch (error) {
        if (signal.aborted) throw cancelled(signal.reason);
        throw runFailure(binding, id, error, log.take());
      }
      if (signal.aborted) throw cancelled(signal.reason);
      const said = log.take();
      return items.map((item) => hearingOf(item, said));
    },
    async dispose() {
      model.dispose();
    },
  };
}

/** A language as the model names it: `pt` may be its `pt-BR`. */
function nameIn(languages: readonly string[], language: string): string {
  if (languages.includes(language)) return language;
  return languages.find((name) => name.toLowerCase().startsWith(`${language}-`)) ?? language;
}

function speechSeconds(window: AsrWindow): number {
  return (window.speech.length > 0 ? coveredMs(window.speech) : spanLengthMs(window)) / 1000;
}

function heardText({ text, language, timestampKind, segments, words, tokens }: TranscriptionResult): HeardText {
  return {
    text,
    language: language === '' ? undefined : language.split('-')[0].toLowerCase(),
    phrases:
      timestampKind === 'segment' ? segments.map((segment) => ({ text: segment.text, ...stretchOf(segment) })) : [],
    words: words.map((word) => ({
      text: word.text,
      ...stretchOf(word),
      probability: meanOf(tokens.slice(word.firstToken, word.firstToken + word.nTokens).map((token) => token.p)),
    })),
  };
}

function stretchOf({ t0Ms, t1Ms }: { readonly t0Ms: number; readonly t1Ms: number }) {
  return { start: t0Ms / 1000, end: t1Ms / 1000 };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
