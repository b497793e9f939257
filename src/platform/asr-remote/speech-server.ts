import { type Answer, parseAnswer } from '../../core/remote-asr/answer.ts';
import { languageName } from '../../core/remote-asr/language-names.ts';
import type { RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import { samplesToMs } from '../../shared/units.ts';
import { soundForm, type SoundPart } from './form-body.ts';
import { NoAnswer } from '../net/http-post.ts';
import { type HttpAnswer, postForm } from './post-form.ts';
import { remoteFailed } from './remote-errors.ts';
import type { RequestClock } from '../net/request-clock.ts';
import type { Route } from '../net/route.ts';
import { jitterMs } from '../net/retry-after.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface ServerLimits {
  /** Longest wait for one answer, in milliseconds, besides `perSecondMs` for each second of sound. */
  readonly requestMs: number;
  readonly perSecondMs: number;
  /** Longest time for one piece of sound with all its tries and waits, in milliseconds. */
  readonly totalMs: number;
  readonly attempts: number;
  /** A longer wait than this is not waited for, in milliseconds. */
  readonly longestWaitMs: number;
  readonly answerBytes: number;
}

export const SERVER_LIMITS: ServerLimits = {
  requestMs: 60_000,
  perSecondMs: 5_000,
  totalMs: 15 * 60_000,
  attempts: 5,
  longestWaitMs: 120_000,
  answerBytes: 16 * 1024 * 1024,
};

/** Bounds of the number of voices. */
export interface VoiceCounts {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface SpeechServerOptions {
  readonly spec: RemoteAsr;
  readonly key: string | undefined;
  readonly route: Route;
  /** Ask who speaks, where the service can tell. */
  readonly labels: boolean;
  /** How many there may be, where the user knows and the service takes it. */
  readonly counts: VoiceCounts;
  readonly clock: RequestClock;
  readonly limits: ServerLimits;
}

/** How a piece of sound fared that the server itself did not fail over. */
export type Heard =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'smaller'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

type Fields = readonly (readonly [string, string])[];

/** Answers with ever less in them: a server that refuses one is asked for the next from then on. */
const FORMATS: readonly Fields[] = [
  [
    ['response_format', 'verbose_json'],
    ['timestamp_granularities[]', 'word'],
    ['timestamp_granularities[]', 'segment'],
  ],
  [['response_format', 'verbose_json']],
  [['response_format', 'json']],
];

/** One speech server over HTTP, with tries, waits and deadlines. */
export class SpeechServer {
  readonly #options: SpeechServerOptions;
  #url: URL;
  #format = 0;
  #heard = false;

  constructor(options: SpeechServerOptions) {
    this.#options = options;
    this.#url = new URL(options.spec.url);
  }

  /**
   * Has the parts recognised as one recording. Throws `remote-failed`, `key-refused` or `quota-exhausted` when the server
   * is of no use any more, and the reason of an aborted signal.
   */
  async hear(parts: readonly SoundPart[], language: string | undefined, signal: AbortSignal): Promise<Heard> {
    const { clock, limits, spec } = this.#options;
    const audioMs = samplesToMs(
      parts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : one.length), 0),
    );
    const endMs = clock.nowMs() + limits.totalMs;
    const host = new URL(spec.url).host;
    let moves = 0;
    for (let attempt = 1; ;) {
      const format = this.#format;
      const verdict = await this.#try(parts, language, audioMs, Math.max(1, endMs - clock.nowMs()), signal);
      switch (verdict.kind) {
        case 'json': {
          const answer = parseAnswer(verdict.value, audioMs);
          if (answer === undefined) throw remoteFailed(host, 'its answer is JSON, but no transcription');
          this.#heard = true;
          return { kind: 'answer', answer };
        }
        case 'smaller':
          return verdict;
        case 'leave':
          throw verdict.error;
        case 'moved':
          if (++moves > 2) throw remoteFailed(host, 'it sends requests around in circles');
          this.#url = verdict.url;
          break;
        case 'other-format':
          // Requests side by side may have found out before.
          if (this.#format === format && format + 1 < FORMATS.length) this.#format = format + 1;
          else if (this.#format === format) {
            if (this.#heard) return { kind: 'refused', reason: verdict.reason };
            throw remoteFailed(host, verdict.reason);
          }
          break;
        case 'again': {
          const waitMs = verdict.waitMs ?? jitterMs(attempt - 1, clock.random());
          const late = waitMs > limits.longestWaitMs || clock.nowMs() + waitMs >= endMs;
          if (attempt >= limits.attempts || late) {
            const wait =
              verdict.waitMs === undefined || !late
                ? ''
                : `, and wants to be left alone for ${Math.ceil(waitMs / 1000)} s`;
            throw remoteFailed(host, `${verdict.reason}${wait} (${attempt === 1 ? '1 try' : `${attempt} tries`})`);
          }
          attempt++;
          await clock.sleep(waitMs, signal);
        }
      }
    }
  }

  async #try(
    parts: readonly SoundPart[],
    language: string | undefined,
    audioMs: number,
    leftMs: number,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { clock, limits, key, route, spec } = this.#options;
    const url = this.#url;
    const timeoutMs = Math.min(leftMs, limits.requestMs + (limits.perSecondMs * audioMs) / 1000);
    let answer: HttpAnswer;
    try {
      const form = soundForm(this.#fields(language), parts);
      answer = await postForm(url, form, { key, route, signal, timeoutMs, maxBytes: limits.answerBytes });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.permanent) return { kind: 'leave', error: remoteFailed(new URL(spec.url).host, error.reason) };
      return { kind: 'again', reason: error.reason };
    }
    return verdictOf(answer, { url, key, nowMs: clock.wallMs() });
  }

  #fields(language: string | undefined): Fields {
    const { spec, labels, counts } = this.#options;
    const lemonfox = spec.api === 'lemonfox';
    return [
      ...(spec.model === undefined ? [] : [['model', spec.model] as const]),
      // Lemonfox knows languages by name.
      ...(language === undefined ? [] : [['language', lemonfox ? languageName(language) : language] as const]),
      ...(lemonfox && labels ? labelFields(counts) : []),
      ...(FORMATS[this.#format] ?? []),
    ];
  }
}

function labelFields({ min, max }: VoiceCounts): Fields {
  return [
    ['speaker_labels', 'true'],
    ...(min === undefined ? [] : [['min_speakers', String(min)] as const]),
    ...(max === undefined ? [] : [['max_speakers', String(max)] as const]),
  ];
}
