import type { CatalogueEntry } from '../core/models/catalogue.ts';
import type { NetworkSettings } from '../platform/models/download/network-settings.ts';
import { type PulledModel, pullModel, type PullOptions } from '../platform/models/download/pull-model.ts';
import { type KeychainOptions, type ReadSecret, readSecret } from '../platform/secrets/keychain.ts';
import { AppError } from '../shared/app-error.ts';

type Pull = (entry: CatalogueEntry, options: Omit<PullOptions, 'network'>) => Promise<PulledModel>;

/**
 * Pulls models, asking the keychain for a token only once a repository has refused to serve without one: public models
 * never wait for a locked keychain. Where the environment has a token, or the models come from a mirror, the keychain is
 * left alone. Throws as `pullModel` does.
 */
export function tokenPuller(
  network: NetworkSettings,
  read: (name: string, options: KeychainOptions) => Promise<ReadSecret> = readSecret,
): Pull {
  let current = network;
  return async (entry, options) => {
    try {
      return await pullModel(entry, { ...options, network: current });
    } catch (error) {
      const refused = error instanceof AppError && error.code === 'access-denied';
      if (!refused || current.token !== undefined || network.mirrored) throw error;
      const secret = await read('huggingface', { signal: options.signal });
      if (secret.kind === 'absent') throw error;
      if (secret.kind === 'unavailable') throw withReason(error, secret.reason);
      current = { ...network, token: secret.value };
      return pullModel(entry, { ...options, network: current });
    }
  };
}

function withReason(error: AppError, reason: string): AppError {
  const { what, meaning, action } = error.parts;
  return new AppError(error.code, {
    what,
    meaning: `${meaning} No token is set, and the keychain cannot be read (${reason}).`,
    action,
  });
}
