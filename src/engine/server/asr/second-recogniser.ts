import type { AsrCandidate } from '../../../core/models/asr-candidate.ts';
import type { AsrEngine } from '../../../core/ports/asr-engine.ts';
import { toAppError } from '../../../shared/app-error.ts';

/** Whether a model may be loaded while another is in memory. */
export type FitsBeside = (held: AsrCandidate, wanted: AsrCandidate) => Promise<boolean>;

export interface SecondRecogniserParts {
  readonly candidate: AsrCandidate;
  readonly open: () => Promise<AsrEngine>;
  readonly fits: FitsBeside;
  /** What the first recogniser has in memory now. */
  readonly held: () => AsrCandidate | undefined;
  /** Ends the first recogniser's process; resolves once its memory is free. */
  readonly rest: () => Promise<void>;
}

/**
 * The recogniser of second opinions. It and the first take turns where memory has no room for both: the process of one
 * has ended before that of the other starts.
 */
export class SecondRecogniser {
  readonly #parts: SecondRecogniserParts;
  #engine: AsrEngine | undefined;
  #hasEnded = false;

  constructor(parts: SecondRecogniserParts) {
    this.#parts = parts;
  }

  /** The recogniser, opened when it is not and anew when its process died. Rejects when it cannot be, or when the first does not end. */
  async get(): Promise<AsrEngine> {
    if (this.#hasEnded) await this.dispose();
    if (this.#engine !== undefined) return this.#engine;
    const { candidate, open, fits, held, rest } = this.#parts;
    const first = held();
    if (first !== undefined && !(await fits(first, candidate))) await rest();
    this.#engine = this.#watched(await open());
    return this.#engine;
  }

  /** Ends it when the first recogniser, about to be opened, has no room beside it. */
  async makeRoom(first: AsrCandidate): Promise<void> {
    if (this.#engine !== undefined && !(await this.#parts.fits(this.#parts.candidate, first))) await this.dispose();
  }

  async dispose(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    this.#hasEnded = false;
    await engine?.dispose();
  }

  #watched(engine: AsrEngine): AsrEngine {
    return {
      id: engine.id,
      capabilities: engine.capabilities,
      transcribe: (...work) =>
        engine.transcribe(...work).catch((error: unknown) => {
          if (toAppError(error).details?.['processEnded'] === true) this.#hasEnded = true;
          throw error;
        }),
      dispose: () => engine.dispose(),
    };
  }
}
