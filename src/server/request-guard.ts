import type { IncomingHttpHeaders } from 'node:http';

/** What of a request tells who sent it. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** It opens a socket. */
  readonly upgrade?: boolean;
}

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Why a request is refused before anybody asks who it is, or undefined: another site had its name point here, or another
 * site's page sent it. Other ports of this machine are other sites too. Programs send neither Origin nor Sec-Fetch-Site;
 * without a cookie they may.
 */
export function refusalOf(facts: RequestFacts, hosts: ReadonlySet<string>): string | undefined {
  const { headers } = facts;
  const host = headers.host?.toLowerCase() ?? '';
  if (!hosts.has(host)) return 'The address it was sent to is none of this server.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return 'A page of another site sent it.';
  const changes = facts.upgrade === true || !SAFE.has(facts.method);
  if (changes && origin === undefined && (facts.upgrade === true || headers.cookie !== undefined))
    return 'It does not say which page sent it.';
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  return isLinkToTheStudio(facts) ? undefined : 'A page of another site sent it.';
}

/** The printed address may be shown by a terminal in a web page. The cookie does not come along with such a link. */
function isLinkToTheStudio({ method, path, headers }: RequestFacts): boolean {
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return method === 'GET' && path === '/' && isLink;
}
