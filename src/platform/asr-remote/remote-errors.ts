import { remoteErrors } from '../net/remote-errors.ts';

/** What is said about speech servers that are of no use any more. */
export const {
  failed: remoteFailed,
  keyRefused,
  quotaGone,
} = remoteErrors({
  server: 'speech server',
  meaning: 'The rest of the recording is not sent there.',
  check: 'Check that it runs and that --asr-url and --asr-model are right, or leave --asr-url out.',
  setKey: 'Set VOXLANE_ASR_KEY, or store the key with `voxlane keys set asr` (`voxlane keys set lemonfox`).',
  topUp: 'Top the account up or wait for its next period, or leave --asr-url out.',
});
