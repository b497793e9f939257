import type { KeyView } from '../contract/system-calls.ts';
import { readSecret, removeSecret, writeSecret } from '../platform/secrets/keychain.ts';
import { llmSecretName, SECRET_NAMES, secretNamed, type SecretName } from '../platform/secrets/secret-names.ts';
import { AppError } from '../shared/app-error.ts';

/** Names of the secrets that can be stored. */
export const KEY_NAMES: readonly string[] = SECRET_NAMES.map((secret) => secret.name);

/**
 * Every secret with the place it is taken from: the environment first, then the keychain. Those of single hosts come last,
 * for the hosts given. Throws `cancelled`.
 */
export function listKeys(hosts: readonly string[], signal: AbortSignal): Promise<readonly KeyView[]> {
  const own = [...new Set(hosts)].flatMap((host) => secretNamed(llmSecretName(host)) ?? []);
  return Promise.all([...SECRET_NAMES, ...own].map((secret) => stateOf(secret, signal)));
}

async function stateOf({ name, purpose, environment }: SecretName, signal: AbortSignal): Promise<KeyView> {
  const variable = environment.find((candidate) => (process.env[candidate] ?? '') !== '');
  if (variable !== undefined) return { name, purpose, source: 'environment', variable };
  const secret = await readSecret(name, { signal });
  switch (secret.kind) {
    case 'found':
      return { name, purpose, source: 'keychain' };
    case 'absent':
      return { name, purpose, source: 'none' };
    case 'unavailable':
      return { name, purpose, source: 'unavailable', reason: secret.reason, fault: secret.code };
  }
}

/** Longest token that every system's keychain takes. */
const MAX_LENGTH = 1024;

/**
 * Stores a secret in the keychain. White space around it is dropped.
 * Throws `options-invalid` for an unknown name or what cannot be a token, `keychain-unavailable`, `cancelled`.
 */
export async function setKey(name: string, text: string, signal: AbortSignal): Promise<void> {
  const secret = find(name);
  const value = text.trim();
  if (value === '' || value.length > MAX_LENGTH || !/^[\x21-\x7e]+$/.test(value))
    throw new AppError('options-invalid', {
      what:
        value === ''
          ? 'No token was given.'
          : 'What was given is no token: it has spaces, is too long, or is no plain text.',
      meaning: 'Nothing was stored.',
      action: `Run \`voxlane keys set ${name}\` again and paste the token alone.`,
    });
  const result = await writeSecret(name, value, { signal });
  if (result.kind === 'unavailable') throw unavailable(secret, result.reason, 'Nothing was stored.');
}

/** Deletes a secret from the keychain; false when there was none. Throws as `setKey`. */
export async function removeKey(name: string, signal: AbortSignal): Promise<boolean> {
  const secret = find(name);
  const result = await removeSecret(name, { signal });
  if (result.kind === 'unavailable') throw unavailable(secret, result.reason, 'Nothing was removed.');
  return result.kind === 'removed';
}

/** Throws `options-invalid` for a name that is not one of `KEY_NAMES`, without repeating it: it may be the token. */
export function checkKeyName(name: string): void {
  find(name);
}

function find(name: string): SecretName {
  const secret = secretNamed(name);
  if (secret !== undefined) return secret;
  throw new AppError('options-invalid', {
    what: 'There is no secret of that name.',
    meaning: 'Nothing was changed.',
    action: `Choose one of: ${KEY_NAMES.join(', ')}, or llm@HOST for the language models of one host. The token itself is asked for afterwards, not named here.`,
  });
}

function unavailable({ environment }: SecretName, reason: string, meaning: string): AppError {
  return new AppError('keychain-unavailable', {
    what: `The keychain of this computer cannot be used (${reason}).`,
    meaning,
    action: `Unlock it and try again, or set ${environment.at(-1) ?? ''} in the environment instead.`,
  });
}
