import { type AddressKind, classifyAddress } from './ip-range.ts';

/** Why an address may not be used; `undefined` elsewhere means it may. */
export type Refusal =
  'not-a-url' | 'scheme' | 'credentials' | 'local-name' | 'trailing-dot' | Exclude<AddressKind, 'public'>;

export type UrlVerdict =
  | { readonly kind: 'allowed'; readonly url: string; readonly host: string }
  | {
      readonly kind: 'refused';
      readonly reason: Refusal;
    };

export interface NetworkPolicy {
  /** Loopback, private, link-local, unique-local and carrier addresses and local names may be used. */
  readonly allowLocalNetwork: boolean;
}

/** Longest URL taken. */
const MAX_URL_LENGTH = 8192;
/** Name endings that belong to the local network (RFC 6761, 6762, 8375 and ICANN's .internal). */
const LOCAL_ENDINGS = ['localhost', 'local', 'internal', 'home.arpa', 'lan', 'intranet', 'localdomain'];

/**
 * Judges a URL before anything is sent: http or https, no user name or password, no local name and no address outside
 * the public internet, in whatever notation (the WHATWG parser turns decimal, octal and hexadecimal hosts into dotted
 * ones). Names are not resolved here: their addresses go through `judgeAddress` afterwards.
 */
export function judgeUrl(text: string, policy: NetworkPolicy): UrlVerdict {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL_LENGTH || !URL.canParse(trimmed)) return { kind: 'refused', reason: 'not-a-url' };
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'refused', reason: 'scheme' };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'credentials' };
  const reason = judgeHost(url.hostname, policy);
  if (reason !== undefined) return { kind: 'refused', reason };
  return { kind: 'allowed', url: url.href, host: bareHost(url.hostname) };
}

/** Judges a host name or literal address as a WHATWG URL gives it (IPv6 in brackets). */
export function judgeHost(hostname: string, policy: NetworkPolicy): Refusal | undefined {
  const host = bareHost(hostname).toLowerCase();
  if (isLiteral(host)) return judgeAddress(host, policy);
  if (host === '') return 'not-a-url';
  if (policy.allowLocalNetwork) return undefined;
  if (host.endsWith('.')) return 'trailing-dot';
  const local = !host.includes('.') || LOCAL_ENDINGS.some((ending) => host === ending || host.endsWith(`.${ending}`));
  return local ? 'local-name' : undefined;
}

/** Judges an address that a name resolved to. Cloud metadata and unusable ranges are refused in any case. */
export function judgeAddress(address: string, policy: NetworkPolicy): Refusal | undefined {
  const kind = classifyAddress(address);
  if (kind === 'public') return undefined;
  if (kind === 'metadata' || kind === 'unusable') return kind;
  return policy.allowLocalNetwork ? undefined : kind;
}

/** True for text that means a web address rather than a file. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.trim());
}

/** An address as it may be shown: without user name and password, and not endless. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/?#]*@/, '//***@').slice(0, 500);
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** In a WHATWG host, only addresses hold a colon or end in a number. */
function isLiteral(host: string): boolean {
  return host.includes(':') || /(^|\.)\d+$/.test(host);
}
