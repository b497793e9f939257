import { AppError } from '../../shared/app-error.ts';

/** What language models work on now, so that no two do the same. */
export class LanguageRuns {
  readonly #running = new Set<string>();

  /**
   * Takes a piece of work of a document; call what it returns when the work ends. Throws `model-busy` while somebody else
   * has it: two would pay twice, and the later one would overwrite the earlier.
   */
  take(kind: string, id: number, what: string): () => void {
    const key = `${kind} ${id} ${what}`;
    if (this.#running.has(key)) throw busy(id, what);
    this.#running.add(key);
    return () => void this.#running.delete(key);
  }
}

function busy(id: number, what: string): AppError {
  return new AppError('model-busy', {
    what: `A language model works on document ${id} (${what}) already.`,
    meaning: 'Nothing was started a second time, so that nothing is paid for twice.',
    action: 'Wait until it is done, or stop it first.',
  });
}
