import { AppError } from '../../shared/app-error.ts';

/** How the errors of one kind of server speak. */
export interface RemoteWords {
  /** e.g. "speech server". */
  readonly server: string;
  readonly meaning: string;
  /** What to do when it cannot be used, has no key, has no quota left. */
  readonly check: string;
  /** Which key is meant for a host, and how it is given. */
  readonly setKey: (host: string) => string;
  readonly topUp: string;
}

/** The errors that end the use of a server. */
export interface RemoteErrors {
  /** Not reached, broken, or not what it should be. `problem` completes "HOST: ...". */
  readonly failed: (host: string, problem: string) => AppError;
  /** It did not accept the key, or wants one. */
  readonly keyRefused: (host: string, status: number, hadKey: boolean) => AppError;
  /** What the account may use is used up. */
  readonly quotaGone: (host: string, status: number, until?: string) => AppError;
}

export function remoteErrors({ server, meaning, check, setKey, topUp }: RemoteWords): RemoteErrors {
  return {
    failed: (host, problem) =>
      new AppError(
        'remote-failed',
        { what: `The ${server} ${host} cannot be used: ${problem}.`, meaning, action: check },
        { details: { host } },
      ),
    keyRefused: (host, status, hadKey) =>
      new AppError(
        'key-refused',
        {
          what: hadKey
            ? `The ${server} ${host} refused the key (${status}).`
            : `The ${server} ${host} wants a key (${status}).`,
          meaning,
          action: setKey(host),
        },
        { details: { host, status } },
      ),
    quotaGone: (host, status, until) =>
      new AppError(
        'quota-exhausted',
        {
          what: `The account at the ${server} ${host} has no credit or quota left (${status}).`,
          meaning,
          action: topUp,
        },
        { details: { host, status, ...(until === undefined ? {} : { until }) } },
      ),
  };
}
