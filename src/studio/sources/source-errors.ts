import { AppError, describeUnknown } from '../../shared/app-error.ts';

/** The error for a host name that leads nowhere. */
export function unknownHost(url: string, host: string, cause: unknown): AppError {
  const options = { cause };
  return new AppError(
    'source-failed',
    {
      what: `${url} could not be reached: no computer named ${host} was found (${describeUnknown(cause)}).`,
      meaning: 'Nothing was downloaded.',
      action: 'Check the spelling of the address and your connection.',
    },
    options,
  );
}

/** The error for a folder that downloads cannot be kept in. */
export function folderFailed(folder: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('disk-full', {
      what: `The disk with ${folder} is full.`,
      meaning: 'What was downloaded is kept beside the results, but not finished.',
      action: 'Free some space and run the same command again: it continues from there.',
    });
  }
  const reason = describeUnknown(cause);
  return new AppError(
    'output-failed',
    {
      what: `Nothing can be written in ${folder} (${reason}).`,
      meaning: 'The recording was not kept.',
      action: 'Choose another folder with --out.',
    },
    { details: { path: folder } },
  );
}

/** The error for a playlist with nothing in it. */
export function emptyList(url: string): AppError {
  return new AppError('source-failed', {
    what: `${url} is a list without recordings.`,
    meaning: 'Nothing was downloaded.',
    action: 'Give the address of a recording or of a page with one.',
  });
}

/** The error for a playlist that was not asked for. */
export function severalRecordings(url: string, count: number): AppError {
  return new AppError('source-refused', {
    what: `${url} holds ${count} recordings.`,
    meaning: 'Nothing was downloaded, since you may have meant one of them.',
    action: 'Add --playlist to download all of them, or give the address of one.',
  });
}

/** The error for a playlist among the entries of another. */
export function listInList(url: string): AppError {
  return new AppError('source-refused', {
    what: `${url} is a list inside the list.`,
    meaning: 'Its recordings were not downloaded.',
    action: 'Give its own address with --playlist.',
  });
}

/** The error for a broadcast that is still going on. */
export function liveSource(url: string): AppError {
  return new AppError('source-refused', {
    what: `${url} is being broadcast live.`,
    meaning: 'A recording has to be complete to be downloaded.',
    action: 'Try again when the broadcast is over.',
  });
}

/** The error for a playlist whose n-th entry is another one than when it was listed. */
export function listChanged(url: string, item: number, title: string | undefined): AppError {
  return new AppError('source-failed', {
    what: `Entry ${item} of ${url} is no longer ${title === undefined ? 'there' : `"${title}"`}.`,
    meaning: 'It was not downloaded, since it may be another recording.',
    action: 'Add the list again to see what it holds now.',
  });
}

/** The error for a recording that never was the same before and after its download. */
export function keepsChanging(url: string): AppError {
  return new AppError('source-failed', {
    what: `${url} changed on its server while it was downloaded.`,
    meaning: 'What came was removed, since it may be a mix of both versions.',
    action: 'Try again when the recording is no longer being worked on.',
  });
}
