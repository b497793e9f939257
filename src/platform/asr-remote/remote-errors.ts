import { AppError } from '../../shared/app-error.ts';

const MEANING = 'The rest of the recording is not sent there.';

/** The server cannot be used: not reached, broken, or not what it should be. `problem` completes "HOST: ...". */
export function remoteFailed(host: string, problem: string): AppError {
  return new AppError(
    'remote-failed',
    {
      what: `The speech server ${host} cannot be used: ${problem}.`,
      meaning: MEANING,
      action: 'Check that it runs and that --asr-url and --asr-model are right, or leave --asr-url out.',
    },
    { details: { host } },
  );
}

/** The server did not accept the key, or wants one. */
export function keyRefused(host: string, status: number, hadKey: boolean): AppError {
  return new AppError(
    'key-refused',
    {
      what: hadKey
        ? `The speech server ${host} refused the key (${status}).`
        : `The speech server ${host} wants a key (${status}).`,
      meaning: MEANING,
      action: 'Set VOXLANE_ASR_KEY, or store the key with `voxlane keys set asr` (`voxlane keys set lemonfox`).',
    },
    { details: { host, status } },
  );
}

/** What the account may use is used up. */
export function quotaGone(host: string, status: number): AppError {
  return new AppError(
    'quota-exhausted',
    {
      what: `The account at the speech server ${host} has no credit or quota left (${status}).`,
      meaning: MEANING,
      action: 'Top the account up or wait for its next period, or leave --asr-url out.',
    },
    { details: { host, status } },
  );
}
