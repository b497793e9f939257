import { app, type BrowserWindow, powerMonitor } from 'electron';
import { mayQuit } from './ask-to-quit.ts';

export interface ShutdownParts {
  readonly window: () => BrowserWindow | undefined;
  readonly running: () => number;
  /** Stops and saves everything. */
  readonly close: () => Promise<void>;
}

/** Whatever still runs by then is left to its checkpoints. */
const DEADLINE_MS = 2_700;

/** Ends the app in order: asks when work is running, stops it, and leaves within three seconds. */
export class Shutdown {
  readonly #parts: ShutdownParts;
  #state: 'running' | 'asking' | 'ending' = 'running';

  constructor(parts: ShutdownParts) {
    this.#parts = parts;
    app.on('before-quit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
    // Neither the system nor a terminal waits for an answer.
    powerMonitor.on('shutdown', () => void this.end());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void this.end());
  }

  get isEnding(): boolean {
    return this.#state === 'ending';
  }

  async #ask(): Promise<void> {
    if (this.#state !== 'running') return;
    this.#state = 'asking';
    if (await mayQuit(this.#parts.window(), this.#parts.running())) return this.end();
    this.#state = 'running';
  }

  async end(): Promise<void> {
    if (this.#state === 'ending') return;
    this.#state = 'ending';
    const timer = setTimeout(() => app.exit(0), DEADLINE_MS);
    try {
      await this.#parts.close();
    } finally {
      clearTimeout(timer);
      app.exit(0);
    }
  }
}
