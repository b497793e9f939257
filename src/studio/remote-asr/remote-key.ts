import { LEMONFOX_URL, type RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../../core/sources/server-address.ts';
import type { RemoteInput } from '../../engine/protocol/jobs.ts';
import { findSecret, type SecretReader } from '../find-secret.ts';

/**
 * A speech server with its key: of the environment first, then of the keychain. Lemonfox's own key goes to Lemonfox alone,
 * and the keychain is not asked for servers on this computer. Without a usable key it goes on without one, and the server
 * says whether it wants one. Throws `cancelled`.
 */
export async function withKey(
  spec: RemoteAsr,
  signal: AbortSignal,
  environment?: Readonly<Record<string, string | undefined>>,
  read?: SecretReader,
): Promise<RemoteInput> {
  const names = new URL(spec.url).host === new URL(LEMONFOX_URL).host ? ['asr', 'lemonfox'] : ['asr'];
  const key = await findSecret(names, signal, {
    keychain: !isThisComputer(spec),
    ...(environment === undefined ? {} : { environment }),
    ...(read === undefined ? {} : { read }),
  });
  return key === undefined ? { spec } : { spec, key };
}
