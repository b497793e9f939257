import { open } from 'node:fs/promises';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { type DecodedText, decodeText } from './decode-text.ts';

/** Larger than any subtitle file; what is larger is a video under a wrong name. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a text file in whatever encoding it is (`decodeText`), or in `encoding` when given. Throws `AppError`:
 * `input-not-found`, `input-empty`, `input-refused` (a folder, a device, or more than 64 MB), `input-unreadable`,
 * `options-invalid` for an unknown encoding.
 */
export async function readTextFile(path: string, encoding?: string): Promise<DecodedText> {
  const bytes = await readBytes(path).catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : readError(path, cause);
  });
  if (bytes.length === 0) {
    throw inputError(
      'input-empty',
      path,
      'is empty',
      'There are no subtitles in it.',
      'Check that it was saved or copied completely.',
    );
  }
  return decodeText(bytes, encoding);
}

async function readBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw inputError(
        'input-refused',
        path,
        'is not a file',
        'Only files can be read as subtitles.',
        'Choose a subtitle file.',
      );
    }
    if (stats.size > LARGEST_BYTES) throw tooLarge(path, stats.size);
    const bytes = await file.readFile();
    // The file may have grown since it was measured.
    if (bytes.length > LARGEST_BYTES) throw tooLarge(path, bytes.length);
    return bytes;
  } finally {
    await file.close();
  }
}

function tooLarge(path: string, size: number): AppError {
  const megabytes = Math.ceil(size / 1024 / 1024);
  return inputError(
    'input-refused',
    path,
    `has ${megabytes} MB, and subtitle files over 64 MB are not read`,
    'It is probably a recording under the wrong name.',
    'Choose a subtitle file, or transcribe the recording instead.',
  );
}

function readError(path: string, cause: unknown): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return inputError(
      'input-not-found',
      path,
      'is not there',
      'Nothing was read.',
      'Check the name and the folder.',
      cause,
    );
  }
  if (code === 'EISDIR') {
    return inputError(
      'input-refused',
      path,
      'is a folder',
      'Only files can be read.',
      'Choose a subtitle file.',
      cause,
    );
  }
  const reason = `could not be read (${describeUnknown(cause)})`;
  return inputError('input-unreadable', path, reason, 'Nothing was read.', 'Check that you may read it.', cause);
}

function inputError(
  code: 'input-empty' | 'input-refused' | 'input-not-found' | 'input-unreadable',
  path: string,
  what: string,
  meaning: string,
  action: string,
  cause?: unknown,
): AppError {
  const options = cause === undefined ? {} : { cause };
  return new AppError(code, { what: `${path} ${what}.`, meaning, action }, { ...options, details: { path } });
}
