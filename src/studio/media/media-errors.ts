import { AppError } from '../../shared/app-error.ts';

/** The error for a recording that would have to be read and is another one now. */
export function changed(path: string): AppError {
  return new AppError('input-not-found', {
    what: `${path} is another recording now.`,
    meaning: 'What is said about the old one does not fit it, so nothing of it is shown.',
    action: 'Put the old file back, or tell where it is.',
  });
}

/** The error for a job that was never started, so that nobody knows what its file held. */
export function notKnown(jobId: number): AppError {
  return new AppError('nothing-yet', {
    what: `The recording of job ${jobId} was not looked at yet.`,
    meaning: 'There is nothing to play.',
    action: 'Wait until the job runs.',
  });
}

/** The error for a recording that is still on the web. */
export function notFetched(jobId: number): AppError {
  return new AppError('nothing-yet', {
    what: `The recording of job ${jobId} is not on this computer yet.`,
    meaning: 'There is nothing to play.',
    action: 'Wait until it was downloaded.',
  });
}
