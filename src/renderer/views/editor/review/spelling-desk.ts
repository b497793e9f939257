import type { StudioApi } from '../../../../contract/studio-api.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { tellError } from '../../../state/notices.ts';
import type { SpellingLetter } from './review-letters.ts';

/** Words asked about at once: enough for a film, little enough to be quick. */
const AT_ONCE = 5_000;

/** `off`: not wanted, or the language is not known. */
export type SpellingState = 'off' | 'checked' | 'no-dictionary';

/** Asks the studio about words that the worker has not been told about, a bunch at a time. */
export class SpellingDesk {
  readonly #api: StudioApi;
  readonly #tell: (letter: SpellingLetter) => void;
  readonly #show: (state: SpellingState) => void;
  #language: string | undefined;
  #isBusy = false;
  #isFresh = false;
  /** A dictionary that failed is not asked again for this document. */
  #hasFailed = false;

  constructor(api: StudioApi, tell: (letter: SpellingLetter) => void, show: (state: SpellingState) => void) {
    this.#api = api;
    this.#tell = tell;
    this.#show = show;
  }

  /** What is to be checked from now on; `undefined` for nothing. */
  use(language: string | undefined): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#hasFailed = false;
    this.#isFresh = true;
    this.#show('off');
    this.#tell({ checked: [], misspelt: [], fresh: true });
  }

  /** Takes up what the worker does not know yet, unless an answer is still to come: the worker asks again then. */
  async take(unchecked: readonly string[]): Promise<void> {
    const language = this.#language;
    if (language === undefined || unchecked.length === 0 || this.#isBusy || this.#hasFailed) return;
    this.#isBusy = true;
    this.#isFresh = false;
    const words = unchecked.slice(0, AT_ONCE);
    try {
      const answer = await ask(this.#api, 'spelling.check', { language, words: [...words] });
      if (this.#language !== language) return;
      this.#hasFailed = answer.kind === 'no-dictionary';
      this.#show(answer.kind);
      if (answer.kind === 'checked') this.#tell({ checked: words, misspelt: answer.misspelt, fresh: false });
    } catch (error) {
      // The page tells itself that the studio is gone; with the next look at the words it may be back.
      if (toAppError(error).code === 'connection-lost') return;
      this.#hasFailed = true;
      tellError(error);
    } finally {
      this.#isBusy = false;
      // The language changed meanwhile: the worker's next answer must find this desk free.
      if (this.#isFresh) this.#tell({ checked: [], misspelt: [], fresh: false });
    }
  }

  /** Takes a word for right from now on. Throws what `spelling.learn` throws. */
  async learn(word: string): Promise<void> {
    await ask(this.#api, 'spelling.learn', { word });
    this.#tell({ checked: [], misspelt: [], fresh: false, learnt: word });
  }
}
