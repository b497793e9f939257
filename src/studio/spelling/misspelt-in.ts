import type { VoxlaneDocument } from '../../core/document/types.ts';
import { spellingWords } from '../../core/quality/spelling.ts';
import { openSpeller } from '../../platform/spelling/speller.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';

export interface SpellingWish {
  /** A file of words that are right, one a line; what follows a space is a remark. */
  readonly wordsFile?: string;
}

/**
 * The words of a document that no dictionary of its language has; none without a wish. Throws `dictionary-invalid` when
 * the language or its dictionary is not known, and what reading the file of words throws.
 */
export async function misspeltIn(
  document: VoxlaneDocument,
  wish: SpellingWish | undefined,
): Promise<ReadonlySet<string>> {
  if (wish === undefined) return new Set();
  const known = wish.wordsFile === undefined ? new Set<string>() : await wordsOf(wish.wordsFile);
  const speller = document.language === undefined ? undefined : await openSpeller(document.language);
  if (speller === undefined) throw noDictionary(document.language);
  try {
    return new Set(await speller.misspelt(spellingWords(document).filter((word) => !known.has(word.toLowerCase()))));
  } finally {
    await speller.close();
  }
}

async function wordsOf(path: string): Promise<ReadonlySet<string>> {
  const { text } = await readTextFile(path);
  return new Set(text.split('\n').flatMap((line) => line.trim().split(/\s/u)[0]?.toLowerCase() || []));
}

function noDictionary(language: string | undefined): AppError {
  const isUnknown = language === undefined;
  return new AppError('dictionary-invalid', {
    what: isUnknown ? 'Nothing says which language this is.' : `There is no dictionary of ${language} here.`,
    meaning: 'The spelling cannot be checked, so nothing was.',
    action: isUnknown
      ? 'Give it with --language, e.g. --language en.'
      : 'Put a Hunspell dictionary (.aff and .dic) into a folder and name that in VOXLANE_DICTIONARIES, or leave out --spelling.',
  });
}
