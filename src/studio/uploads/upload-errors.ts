import { AppError } from '../../shared/app-error.ts';

/** The answer to an upload nobody began, or one that ended. */
export function uploadUnknown(): AppError {
  return new AppError('upload-failed', {
    what: 'There is no such upload.',
    meaning: 'The file is not on the server.',
    action: 'Add the file again.',
  });
}

/** The answer to an order for a file that was not uploaded, or was removed since. */
export function uploadNotHere(): AppError {
  return new AppError('input-not-found', { ...uploadUnknown().parts });
}

/** The answer when the file of an upload vanished. */
export function fileGone(): AppError {
  return new AppError('upload-failed', {
    what: 'What was uploaded so far is gone.',
    meaning: 'The file is not on the server.',
    action: 'Add the file again.',
  });
}

/** The answer to a piece that does not follow what is there. */
export function outOfOrder(): AppError {
  return new AppError('upload-failed', {
    what: 'A piece of the file does not follow what is there already.',
    meaning: 'What arrived before is kept.',
    action: 'Ask how far the upload is and go on from there.',
  });
}

/** The answer to an upload that the server does not take. */
export function tooMany(what: string): AppError {
  return new AppError('upload-failed', {
    what,
    meaning: 'Nothing was sent.',
    action: 'Copy the file to the server and add it by its path, or wait until other uploads are done.',
  });
}

/** The answer when the disk has no room for a file. Sizes are bytes. */
export function noSpace(name: string, sizeBytes: number, freeBytes: number, cause?: unknown): AppError {
  return new AppError(
    'disk-full',
    {
      what: `The server has no room for "${name}" (${sizeBytes} bytes).`,
      meaning: 'The file is not on the server.',
      action: 'Free some space where the library is, then add it again.',
    },
    { details: { sizeBytes, freeBytes }, ...(cause === undefined ? {} : { cause }) },
  );
}
