import { parentPort, workerData } from 'node:worker_threads';
import { type Hunspell, loadModule } from 'hunspell-asm';
import { toAppError } from '../../shared/app-error.ts';
import type { DictionaryBytes } from './read-dictionary.ts';
import type { SpellingAnswer, SpellingRequest } from './speller.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a thread.');
const answer = (message: SpellingAnswer): void => port.postMessage(message);
const SUGGESTED = 8;

try {
  const dictionaries = await open((workerData as { readonly dictionaries: readonly DictionaryBytes[] }).dictionaries);
  port.on('message', ({ id, ask, words }: SpellingRequest) => {
    try {
      const result = ask === 'misspelt' ? misspelt(dictionaries, words) : suggested(dictionaries, words[0] ?? '');
      answer({ kind: 'result', id, words: result });
    } catch (error) {
      answer({ kind: 'failed', id, error: toAppError(error).toData() });
    }
  });
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'failed', id: -1, error: toAppError(error).toData() });
}

async function open(dictionaries: readonly DictionaryBytes[]): Promise<Hunspell[]> {
  const factory = await loadModule();
  return dictionaries.map(({ aff, dic }, index) =>
    factory.create(factory.mountBuffer(aff, `${index}.aff`), factory.mountBuffer(dic, `${index}.dic`)),
  );
}

function misspelt(dictionaries: readonly Hunspell[], words: readonly string[]): string[] {
  return words.filter((word) => {
    const plain = straight(word);
    return !dictionaries.some((dictionary) => dictionary.spell(word) || (plain !== word && dictionary.spell(plain)));
  });
}

/** The best of each dictionary by turns. */
function suggested(dictionaries: readonly Hunspell[], word: string): string[] {
  const lists = dictionaries.map((dictionary) => dictionary.suggest(straight(word)));
  const best = Array.from({ length: SUGGESTED }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
  return [...new Set(best)].slice(0, SUGGESTED);
}

/** Dictionaries have one kind of apostrophe, most of them the straight one. */
function straight(word: string): string {
  return word.replaceAll('\u2019', "'");
}
