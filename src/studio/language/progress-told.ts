import type { LanguageProgress } from '../../contract/language-calls.ts';
import type { Alert } from '../../shared/alert.ts';
import { stepAlert } from '../llm/local/step-alert.ts';
import type { EngineListeners } from './open-engines.ts';

export type Progress = Pick<LanguageProgress, 'done' | 'total' | 'pausedUntilMs' | 'alerts'>;

/** A sign of life while a model thinks or a provider wants a pause. */
const SIGN_MS = 8_000;

/** Progress of work that is counted in cues: it never falls, and is told again now and then while nothing happens. */
export class ProgressTold {
  readonly #tell: (progress: Progress) => void;
  #done = 0;
  #total = 0;
  #pausedUntilMs: number | undefined;
  #alerts: readonly Alert[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** What the engines of the work tell. */
  readonly listeners: EngineListeners = {
    onPause: ({ untilMs }) => this.pause(untilMs),
    onStep: (step) => {
      this.#alerts = [...this.#alerts, stepAlert(step)];
      this.#say();
    },
  };

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
  }

  begin(total: number): void {
    this.#total = total;
    this.#timer = setInterval(() => this.#say(), SIGN_MS);
    this.#timer.unref();
    this.#say();
  }

  /** The finished share of all, 0..1. */
  share(fraction: number): void {
    this.#pausedUntilMs = undefined;
    this.#done = Math.max(this.#done, Math.min(this.#total, Math.floor(fraction * this.#total + 1e-6)));
    this.#say();
  }

  /** A pause until then, milliseconds since 1970. */
  pause(untilMs: number): void {
    this.#pausedUntilMs = untilMs;
    this.#say();
  }

  /** What models did without so far. */
  get alerts(): readonly Alert[] {
    return this.#alerts;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #say(): void {
    const until = this.#pausedUntilMs;
    const paused = until !== undefined && until > Date.now();
    this.#tell({
      done: this.#done,
      total: this.#total,
      ...(paused ? { pausedUntilMs: until } : {}),
      ...(this.#alerts.length === 0 ? {} : { alerts: this.#alerts }),
    });
  }
}
