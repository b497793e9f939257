import { AppError, describeUnknown } from '../../../shared/app-error.ts';

const KEPT = 'What was downloaded so far is kept; the model is not installed.';

/** A download that cannot go on, with the reason. */
export function downloadFailed(what: string, action: string, cause?: unknown): AppError {
  return new AppError('download-failed', { what, meaning: KEPT, action }, cause === undefined ? {} : { cause });
}

/** The answer of a repository that wants to know who asks. */
export function accessDenied(
  url: URL,
  status: number,
  { token, mirrored }: { readonly token: string | undefined; readonly mirrored: boolean },
): AppError {
  const give = mirrored
    ? 'set VOXLANE_HF_TOKEN to it'
    : 'store it with `voxlane keys set huggingface` (or set HF_TOKEN to it)';
  const page = `${url.origin}/${url.pathname.split('/').slice(1, 3).join('/')}`;
  return new AppError('access-denied', {
    what: `${url.host} refused the download (${status}) of ${url.pathname}.`,
    meaning: 'The repository is gated, private or does not exist; the model is not installed.',
    action:
      token !== undefined
        ? `Open ${page} in a browser, accept its terms with the account of your token, and check that the token may read it.`
        : `Open ${page} in a browser, accept its terms, make a read token in your account there, ${give} and try again.`,
  });
}

/** A file that arrived and is not what it should be. */
export function damagedFile(path: string, problem: string): AppError {
  return new AppError(
    'model-corrupt',
    {
      what: `${path} is not the file it should be: ${problem}.`,
      meaning: 'It was thrown away and the model is not installed.',
      action: 'Try again; if it stays so, the repository or mirror holds another file than expected.',
    },
    { details: { path } },
  );
}

/** A whole file of another kind of model than the one it was fetched or given as. */
export function otherKind(id: string, problem: string): AppError {
  return new AppError(
    'model-unsupported',
    {
      what: `This is not ${id}: ${problem}.`,
      meaning: 'The model is not installed.',
      action: 'Check the name given with --as, the catalogue entry or the mirror.',
    },
    { details: { model: id } },
  );
}

/** Trouble while writing below the models folder. */
export function writeFailed(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      {
        what: `The disk is full; ${path} could not be written to its end.`,
        meaning: KEPT,
        action: 'Free some space, or choose another disk with VOXLANE_MODELS, then run the same command again.',
      },
      { cause },
    );
  }
  return new AppError(
    'output-failed',
    {
      what: `${path} could not be written (${describeUnknown(cause)}).`,
      meaning: 'The model is not installed.',
      action: 'Choose a models folder that you may write in (VOXLANE_MODELS).',
    },
    { cause },
  );
}
