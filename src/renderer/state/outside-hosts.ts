import { isThisComputer } from '../../core/sources/server-address.ts';
import type { Settings } from '../../core/settings/schema.ts';
import { hostsOf } from './language-models.ts';

/** Hosts of other computers that are set up for speech or for language models, each once; none while the network is off. */
export function outsideHosts({
  offline,
  asrUrl = '',
  languageModels,
}: Pick<Settings, 'offline' | 'asrUrl' | 'languageModels'>): readonly string[] {
  if (offline) return [];
  const speech = URL.canParse(asrUrl) && !isThisComputer({ url: asrUrl }) ? [new URL(asrUrl).host] : [];
  return [...new Set([...speech, ...hostsOf(languageModels)])];
}
