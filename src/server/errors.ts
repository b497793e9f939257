import { AppError } from '../shared/app-error.ts';

/** The answer to whoever has no session and no token. */
export function notSignedIn(): AppError {
  return new AppError('not-signed-in', {
    what: 'This browser or program is not signed in.',
    meaning: 'Nothing was shown or changed.',
    action: 'Open the address that `voxlane serve` printed; `voxlane serve --url` prints a new one.',
  });
}

/** The answer to a request that another site may have sent. */
export function requestRefused(reason: string): AppError {
  return new AppError('request-refused', {
    what: `The request was refused. ${reason}`,
    meaning: 'Nothing was shown or changed.',
    action: 'Open the address that `voxlane serve` printed. Name another one with --allow-host, if it is yours.',
  });
}

/** The answer to what the server cannot read. */
export function badRequest(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was done.',
    action: 'Correct what is named and ask again.',
  });
}

/** The answer to a window that may look only. */
export function readOnlyClient(): AppError {
  return new AppError('read-only-client', {
    what: 'Another window holds the pen for this library.',
    meaning: 'Nothing was changed; this window can look at everything.',
    action: 'Take the pen over, or go on in the other window.',
  });
}

/** The answer to an address that stands for nothing. */
export function nothingThere(): AppError {
  return new AppError('input-not-found', {
    what: 'There is nothing at this address.',
    meaning: 'Nothing was done.',
    action: 'Check the address.',
  });
}
