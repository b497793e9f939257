import { classifyAddress } from './ip-range.ts';
import { judgeUrl } from './url-policy.ts';

/** A server of the user's choice that data is sent to. */
export interface ServerAddress {
  readonly url: string;
}

/** True when the server runs on this computer, so that nothing leaves it. */
export function isThisComputer({ url }: ServerAddress): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || classifyAddress(host) === 'loopback';
}

/**
 * Why `data` (e.g. "sound") may not be sent to an address of a `server` (e.g. "speech server"), as a sentence;
 * `undefined` when it may.
 */
export function addressProblem(
  { url: text, plainHttp }: ServerAddress & { readonly plainHttp: boolean },
  { server, data }: { readonly server: string; readonly data: string },
): string | undefined {
  const verdict = judgeUrl(text, { allowLocalNetwork: true });
  if (verdict.kind === 'refused')
    return verdict.reason === 'credentials'
      ? `The address of the ${server} has a user name or password in it.`
      : `The address of the ${server} is not one that ${data} may be sent to.`;
  const url = new URL(verdict.url);
  if (url.search !== '' || url.hash !== '') return `The address of the ${server} has a query or a fragment.`;
  if (url.protocol === 'http:' && !plainHttp && !isThisComputer({ url: url.href }))
    return `${data.slice(0, 1).toUpperCase()}${data.slice(1)} and key would go to ${url.host} unencrypted.`;
  return undefined;
}
