import type { Command } from 'commander';
import { Option } from 'commander';
import {
  LEMONFOX_URL,
  REMOTE_APIS,
  type RemoteApi,
  type RemoteAsr,
  remoteAsrOf,
  remoteHost,
} from '../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../core/sources/server-address.ts';
import type { Settings } from '../core/settings/schema.ts';
import { agreeToPlace } from './agree-to-place.ts';
import type { YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { oneOf } from './option-values.ts';

/** What the user said about a speech server. */
export interface RemoteFlags extends YesFlags {
  readonly asrUrl?: string;
  readonly asrModel?: string;
  readonly asrApi?: RemoteApi;
  readonly asrPlainHttp?: boolean;
}

/** Adds the options that have a speech server recognise. */
export function addRemoteOptions(command: Command): Command {
  return command
    .addOption(new Option('--asr-url <url>', t('remote.url')).env('VOXLANE_ASR_URL'))
    .option('--asr-model <name>', t('remote.model'))
    .option('--asr-api <kind>', t('remote.api'), oneOf(REMOTE_APIS), 'openai')
    .option('--asr-plain-http', t('remote.plainHttp'))
    .option('--yes', t('remote.yes'));
}

/** The speech server that the options name, if any. Throws `options-invalid`. */
export function remoteOf(flags: RemoteFlags): RemoteAsr | undefined {
  const { asrApi = 'openai', asrModel } = flags;
  const asrUrl = flags.asrUrl ?? (asrApi === 'lemonfox' ? LEMONFOX_URL : '');
  if (asrUrl.trim() === '') return undefined;
  return remoteAsrOf({ url: asrUrl, api: asrApi, model: asrModel, plainHttp: flags.asrPlainHttp === true });
}

/**
 * Shows where sound goes before anything is sent. Asks, unless the server is on this computer or its host was agreed to
 * before. True when the user agreed just now. Throws `cancelled`, and `source-refused` while the network is switched off.
 */
export async function agreeToHost(
  spec: RemoteAsr,
  flags: RemoteFlags,
  settings: Pick<Settings, 'offline' | 'asrHosts'>,
  command: string,
): Promise<boolean> {
  const host = remoteHost(spec);
  const plain = spec.plainHttp && spec.url.startsWith('http:');
  const place = { host, here: isThisComputer(spec), plain, agreed: settings.asrHosts.includes(host) };
  return agreeToPlace('remote', place, flags, settings, command);
}
