/** An address that may be opened in the user's browser, written anew, and what to show of it. */
export interface ExternalAddress {
  readonly href: string;
  readonly shown: string;
}

/** Marks that turn the reading of a text round or hide in it. */
// eslint-disable-next-line no-control-regex
const TRICKS = /[\u0000-\u0020\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/**
 * Checks an address that the page wants opened: https or mail only, no user name or password, no tricks. It is written
 * anew, so nothing reaches the system that was not understood here. A mail carries its address and nothing else.
 */
export function externalAddress(text: string): ExternalAddress | undefined {
  if (text.length > 8192 || TRICKS.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol === 'mailto:') {
    const address = /^[\w.+-]{1,64}@[a-z0-9.-]{1,255}$/i.exec(url.pathname)?.[0];
    return address === undefined ? undefined : { href: `mailto:${address}`, shown: address };
  }
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  return { href: url.href, shown: url.host };
}
