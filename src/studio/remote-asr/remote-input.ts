import type { RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import type { RemoteInput } from '../../engine/protocol/jobs.ts';
import { networkSettings, withProxy } from '../../platform/models/download/network-settings.ts';
import { withKey } from './remote-key.ts';

/**
 * A speech server with its key and the proxy on the way to it: that of the settings, else of the environment, which engine
 * processes do not see. Throws `cancelled`, and `options-invalid` for a proxy of another kind.
 */
export async function remoteInput(
  spec: RemoteAsr,
  proxy: string | undefined,
  signal: AbortSignal,
): Promise<RemoteInput> {
  const onTheWay = networkSettings(withProxy(process.env, proxy)).proxyFor(new URL(spec.url));
  return { ...(await withKey(spec, signal)), ...(onTheWay === undefined ? {} : { proxy: onTheWay.href }) };
}
