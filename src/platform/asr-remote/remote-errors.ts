import { LEMONFOX_URL } from '../../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../../core/sources/server-address.ts';
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
  setKey,
  topUp: 'Top the account up or wait for its next period, or leave --asr-url out.',
});

/** The key that goes to a host; the keychain is not asked for servers on this computer. */
function setKey(host: string): string {
  if (host === new URL(LEMONFOX_URL).host)
    return 'Set VOXLANE_LEMONFOX_KEY to the key, or store it with `voxlane keys set lemonfox`.';
  const environment = 'Set VOXLANE_ASR_KEY to the key';
  return isThisComputer({ url: `http://${host}` })
    ? `${environment}.`
    : `${environment}, or store it with \`voxlane keys set asr\`.`;
}
