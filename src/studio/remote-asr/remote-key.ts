import { LEMONFOX_URL, type RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../../core/sources/server-address.ts';
import type { RemoteInput } from '../../engine/protocol/jobs.ts';
import { type KeychainOptions, type ReadSecret, readSecret } from '../../platform/secrets/keychain.ts';
import { SECRET_NAMES } from '../../platform/secrets/secret-names.ts';

type Read = (name: string, options: KeychainOptions) => Promise<ReadSecret>;

/**
 * A speech server with its key: of the environment first, then of the keychain. Lemonfox's own key goes to Lemonfox alone,
 * and the keychain is not asked for servers on this computer. Without a usable key it goes on without one, and the server
 * says whether it wants one. Throws `cancelled`.
 */
export async function withKey(
  spec: RemoteAsr,
  signal: AbortSignal,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  read: Read = readSecret,
): Promise<RemoteInput> {
  const names = new URL(spec.url).host === new URL(LEMONFOX_URL).host ? ['asr', 'lemonfox'] : ['asr'];
  const variables = names.flatMap((name) => SECRET_NAMES.find((secret) => secret.name === name)?.environment ?? []);
  const variable = variables.find((candidate) => (environment[candidate] ?? '').trim() !== '');
  if (variable !== undefined) return { spec, key: environment[variable]?.trim() };
  if (isThisComputer(spec)) return { spec };
  for (const name of names.reverse()) {
    const secret = await read(name, { signal });
    if (secret.kind === 'found') return { spec, key: secret.value };
    if (secret.kind === 'unavailable') break;
  }
  return { spec };
}
