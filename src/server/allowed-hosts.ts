import { networkInterfaces } from 'node:os';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** True for a host that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A host as it is written in an address. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * What a Host header may say: loopback names, the address listened on (all of this machine's when that is every address)
 * and those the user named, each with the port. A name of anybody else's is a page that had its name point here.
 */
export function allowedHosts(host: string, port: number, named: readonly string[]): ReadonlySet<string> {
  const own = EVERY_ADDRESS.includes(host)
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
    : [host];
  const hosts = [...LOOPBACK, ...own.map(urlHost)].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  return new Set([...hosts, ...named].map((name) => name.toLowerCase()));
}
