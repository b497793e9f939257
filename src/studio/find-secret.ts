import { type KeychainOptions, type ReadSecret, readSecret } from '../platform/secrets/keychain.ts';
import { SECRET_NAMES } from '../platform/secrets/secret-names.ts';

/** Reads one secret of the keychain; tests bring their own. */
export type SecretReader = (name: string, options: KeychainOptions) => Promise<ReadSecret>;

export interface SecretSources {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The keychain is asked too. */
  readonly keychain: boolean;
  readonly read?: SecretReader;
}

/**
 * The first of some secrets that is known: of the environment in the order given, then of the keychain in the reverse
 * one, the special before the general. `undefined` when there is none or the keychain cannot be used. Throws `cancelled`.
 */
export async function findSecret(
  names: readonly string[],
  signal: AbortSignal,
  { environment = process.env, keychain, read = readSecret }: SecretSources,
): Promise<string | undefined> {
  const variables = names.flatMap((name) => SECRET_NAMES.find((secret) => secret.name === name)?.environment ?? []);
  for (const variable of variables) {
    const value = environment[variable]?.trim() ?? '';
    if (value !== '') return value;
  }
  if (!keychain) return undefined;
  for (const name of names.toReversed()) {
    const secret = await read(name, { signal });
    if (secret.kind === 'found') return secret.value;
    if (secret.kind === 'unavailable') return undefined;
  }
  return undefined;
}
