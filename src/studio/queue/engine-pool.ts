import type { Engine } from '../start-engine.ts';

/** Engine processes for jobs that run side by side. A process is kept for the next job, since starting one takes time. */
export class EnginePool {
  readonly #start: () => Engine;
  readonly #idle: Engine[] = [];
  readonly #all = new Set<Engine>();

  constructor(start: () => Engine) {
    this.#start = start;
  }

  /** An engine that nobody else uses until it is given back. */
  take(): Engine {
    const engine = this.#idle.pop() ?? this.#start();
    this.#all.add(engine);
    return engine;
  }

  /** One that could not be started again and again is let go, so that the next job tries a new one. */
  give(engine: Engine): void {
    if (engine.state !== 'broken') {
      this.#idle.push(engine);
      return;
    }
    this.#all.delete(engine);
    void engine.shutdown();
  }

  /** Ends all of them, also those in use. */
  async shutdown(): Promise<void> {
    await Promise.all([...this.#all].map((engine) => engine.shutdown()));
  }
}
