import { readFile, stat } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { AppError } from '../../shared/app-error.ts';
import type { DictionaryFiles } from './find-dictionaries.ts';

/** A dictionary in UTF-8. */
export interface DictionaryBytes {
  readonly aff: Uint8Array;
  readonly dic: Uint8Array;
}

const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a dictionary; an older encoding (`SET ISO8859-1`) is made UTF-8, flags with it. Throws `dictionary-invalid` for
 * files that are missing, too large or in an encoding that nobody knows.
 */
export async function readDictionary({ affPath, dicPath }: DictionaryFiles): Promise<DictionaryBytes> {
  const [aff, dic] = await Promise.all([bytesOf(affPath), bytesOf(dicPath)]);
  const head = aff.toString('latin1');
  const name = /^\ufeff?(?:\xef\xbb\xbf)?\s*SET\s+(\S+)/mu.exec(head)?.[1] ?? 'ISO8859-1';
  if (/^utf-?8$/iu.test(name)) return { aff, dic };
  // Dictionaries leave out a hyphen of the encoding's name.
  const encoding = name.replace(/^(?:ISO|iso)8859/u, 'ISO-8859').replace(/^microsoft-cp/u, 'windows-');
  if (!iconv.encodingExists(encoding)) throw unusable(affPath, `its encoding ${name.slice(0, 40)} is not known`);
  const lines = iconv.decode(aff, encoding).split('\n');
  const others = lines.filter((line) => !/^\s*SET\s/u.test(line));
  // A flag was one byte; the same character may be two now.
  const flags = others.some((line) => /^\s*FLAG\s/u.test(line)) ? [] : ['FLAG UTF-8'];
  return {
    aff: Buffer.from(['SET UTF-8', ...flags, ...others].join('\n')),
    dic: Buffer.from(iconv.decode(dic, encoding)),
  };
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= LARGEST_BYTES) return await readFile(path);
  } catch (cause) {
    throw unusable(path, 'it cannot be read', cause);
  }
  throw unusable(path, `it is larger than ${LARGEST_BYTES / 1024 / 1024} MiB`);
}

function unusable(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'dictionary-invalid',
    {
      what: `The dictionary ${path} is of no use: ${why}.`,
      meaning: 'Spelling was not checked; everything else was.',
      action: 'Install the dictionary again, or remove it.',
    },
    { cause, details: { path } },
  );
}
