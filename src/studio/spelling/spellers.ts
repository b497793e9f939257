import { openSpeller, type Speller } from '../../platform/spelling/speller.ts';

interface Open {
  readonly speller: Promise<Speller | undefined>;
  timer: NodeJS.Timeout | undefined;
}

/** A dictionary takes a second to open and up to 50 MB: it stays this long after its last use. */
const IDLE_MS = 5 * 60_000;

/** The dictionaries in use, each opened once. */
export class Spellers {
  readonly #open = new Map<string, Open>();

  /** `undefined` when there is no dictionary of the language. Throws `dictionary-invalid`; the next call tries again. */
  async of(language: string): Promise<Speller | undefined> {
    const key = language.toLowerCase();
    const open = this.#open.get(key) ?? { speller: openSpeller(language), timer: undefined };
    this.#open.set(key, open);
    clearTimeout(open.timer);
    open.timer = setTimeout(() => void this.#close(key, open), IDLE_MS);
    open.timer.unref();
    try {
      const speller = await open.speller;
      // A dictionary may be installed at any time, and looking is cheap.
      if (speller === undefined) await this.#close(key, open);
      return speller;
    } catch (error) {
      await this.#close(key, open);
      throw error;
    }
  }

  /** Throws away one that failed, so that the next call starts anew. */
  async forget(language: string): Promise<void> {
    const key = language.toLowerCase();
    const open = this.#open.get(key);
    if (open !== undefined) await this.#close(key, open);
  }

  async #close(key: string, open: Open): Promise<void> {
    clearTimeout(open.timer);
    if (this.#open.get(key) === open) this.#open.delete(key);
    // What failed to open needs no closing, and was told to those who asked.
    await open.speller.then((speller) => speller?.close()).catch(() => undefined);
  }
}
