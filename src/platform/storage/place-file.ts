import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { syncFolder } from '../text/atomic-write.ts';
import { isDiskFull } from './free-space.ts';

/** What file systems without hard links answer. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EXDEV']);

/**
 * Gives a file that is whole its name, in the same folder: `temporary` is gone afterwards. Without `replace`, what has the
 * name already stays as it is, also when it came this moment. Throws `AppError` `output-failed` or `disk-full`; `temporary`
 * is left then.
 */
export async function placeFile(temporary: string, target: string, replace: boolean): Promise<void> {
  try {
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    if (replace) await rename(temporary, target);
    else await takeName(temporary, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    throw placeError(target, cause);
  }
}

async function takeName(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (cause) {
    if (!NO_LINKS.has(codeOf(cause))) throw cause;
    // The name is taken first, so that nobody else's file is replaced.
    await (await open(target, 'wx')).close();
    await rename(temporary, target);
    return;
  }
  await rm(temporary, { force: true });
}

function placeError(path: string, cause: unknown): AppError {
  const full = isDiskFull(cause);
  const taken = codeOf(cause) === 'EEXIST';
  return new AppError(
    full ? 'disk-full' : 'output-failed',
    {
      what: taken ? `${path} is there already.` : `${path} could not be written (${describeUnknown(cause)}).`,
      meaning: 'It was left as it is.',
      action: full ? 'Free some space.' : taken ? 'Choose another folder.' : 'Check that you may write in the folder.',
    },
    { cause, details: { path } },
  );
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
