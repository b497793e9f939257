import { Worker } from 'node:worker_threads';
import { AppError, type ErrorData, toAppError } from '../../shared/app-error.ts';
import { findDictionaries } from './find-dictionaries.ts';
import { readDictionary } from './read-dictionary.ts';

/** What the thread is asked. */
export interface SpellingRequest {
  readonly id: number;
  readonly ask: 'misspelt' | 'suggest';
  readonly words: readonly string[];
}

/** What the thread answers. */
export type SpellingAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly words: readonly string[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData };

/** Judges words of one language by Hunspell, on a thread of its own. */
export interface Speller {
  /** Those of the words that no dictionary has. */
  misspelt(words: readonly string[]): Promise<readonly string[]>;
  /** What may have been meant, the likeliest first. */
  suggest(word: string): Promise<readonly string[]>;
  /** Ends the thread. What is asked meanwhile and later is refused. */
  close(): Promise<void>;
}

const OPEN_MS = 60_000;
const ASK_MS = 60_000;

/**
 * Opens the dictionaries of a language; `undefined` when there are none. The caller closes it. Throws
 * `dictionary-invalid`. Takes about a second for the largest.
 */
export async function openSpeller(language: string): Promise<Speller | undefined> {
  const files = await findDictionaries(language);
  if (files.length === 0) return undefined;
  const dictionaries = await Promise.all(files.map(readDictionary));
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const thread = new Worker(new URL(`./spelling-thread.${extension}`, import.meta.url), {
    workerData: { dictionaries },
    execArgv: [],
  });
  thread.unref();
  return new ThreadSpeller(thread, language).opened();
}

interface Waiting {
  readonly resolve: (words: readonly string[]) => void;
  readonly reject: (error: AppError) => void;
  readonly timer: NodeJS.Timeout;
}

/** The key of what waits for the thread to be ready. */
const READY = -1;

class ThreadSpeller implements Speller {
  readonly #thread: Worker;
  readonly #language: string;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: AppError | undefined;

  constructor(thread: Worker, language: string) {
    this.#thread = thread;
    this.#language = language;
    thread.on('message', (answer: SpellingAnswer) => this.#take(answer));
    thread.on('error', (error) => this.#end(toAppError(error)));
    thread.on('exit', () => this.#end(this.#stopped('its thread ended')));
  }

  async opened(): Promise<this> {
    await this.#wait(READY, OPEN_MS);
    return this;
  }

  misspelt(words: readonly string[]): Promise<readonly string[]> {
    return words.length === 0 ? Promise.resolve([]) : this.#ask('misspelt', words);
  }

  suggest(word: string): Promise<readonly string[]> {
    return this.#ask('suggest', [word]);
  }

  async close(): Promise<void> {
    this.#end(this.#stopped('it was closed'));
    await this.#thread.terminate();
  }

  #ask(ask: SpellingRequest['ask'], words: readonly string[]): Promise<readonly string[]> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = ++this.#last;
    const answer = this.#wait(id, ASK_MS);
    this.#thread.postMessage({ id, ask, words } satisfies SpellingRequest);
    return answer;
  }

  #wait(id: number, ms: number): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(this.#stopped(`it did not answer within ${ms / 1000} s`));
        void this.#thread.terminate();
      }, ms);
      this.#waiting.set(id, { resolve, reject, timer });
    });
  }

  #take(answer: SpellingAnswer): void {
    if (answer.kind === 'failed' && answer.id === READY) return this.#end(this.#stopped(answer.error.what));
    const id = answer.kind === 'ready' ? READY : answer.id;
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (answer.kind === 'failed') waiting.reject(AppError.fromData(answer.error));
    else waiting.resolve(answer.kind === 'ready' ? [] : answer.words);
  }

  #end(error: AppError): void {
    this.#ended ??= error;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(this.#ended);
    }
    this.#waiting.clear();
  }

  #stopped(why: string): AppError {
    return new AppError('dictionary-invalid', {
      what: `The dictionary of ${this.#language} cannot be used: ${why}.`,
      meaning: 'Spelling was not checked; everything else was.',
      action: 'Try again; if it stays, install the dictionary again or switch the check off.',
    });
  }
}
