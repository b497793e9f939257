import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import * as tls from 'node:tls';
import { AppError, describeUnknown } from '../../../shared/app-error.ts';
import type { Route } from '../../net/route.ts';

/** How to reach a model repository. */
export interface NetworkSettings extends Route {
  /** Address that `owner/name/resolve/...` is appended to, without a slash at its end. */
  readonly base: URL;
  readonly token: string | undefined;
  /** True for a mirror of the user's own: Hugging Face's token is not for it. */
  readonly mirrored: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads mirror (`VOXLANE_MODEL_MIRROR`, `HF_ENDPOINT`), token (`VOXLANE_HF_TOKEN`, `HF_TOKEN`), authorities
 * (`VOXLANE_CA`) and HTTP proxy (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case) from the environment.
 * `HF_TOKEN`, like the token in the keychain, belongs to Hugging Face and is not given to a mirror named by `VOXLANE_MODEL_MIRROR`.
 * Throws `options-invalid`.
 */
export function networkSettings(environment: Environment): NetworkSettings {
  const value = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  const mirror = value('VOXLANE_MODEL_MIRROR');
  const base = parseUrl(mirror ?? value('HF_ENDPOINT') ?? 'https://huggingface.co', 'model mirror');
  if (!isAllowed(base)) throw invalid(`The model mirror ${base.host} is not reached by https.`);
  base.pathname = base.pathname.replace(/\/+$/, '');
  const caFile = value('VOXLANE_CA');
  return {
    base,
    token: value('VOXLANE_HF_TOKEN') ?? (mirror === undefined ? value('HF_TOKEN') : undefined),
    mirrored: mirror !== undefined,
    ca: caFile === undefined ? undefined : authorities(resolve(caFile)),
    proxyFor: proxyChooser(value),
  };
}

/** The environment with another proxy; lower case goes first where both are set. */
export function withProxy(environment: Environment, proxy: string | undefined): Environment {
  return proxy === undefined ? environment : { ...environment, https_proxy: proxy, HTTPS_PROXY: proxy };
}

/** https, or http to this same machine. */
export function isAllowed(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function authorities(path: string): string[] {
  try {
    // `tls.getCACertificates` is missing in the oldest Node this runs on.
    const own = (tls as Partial<typeof tls>).getCACertificates?.('default') ?? tls.rootCertificates;
    return [...own, readFileSync(path, 'utf8')];
  } catch (cause) {
    throw invalid(`The certificate file ${path} cannot be read (${describeUnknown(cause)}).`);
  }
}

function proxyChooser(value: (name: string) => string | undefined): (url: URL) => URL | undefined {
  const either = (name: string): string | undefined => value(name.toLowerCase()) ?? value(name);
  const text = either('HTTPS_PROXY') ?? either('ALL_PROXY');
  const proxy = text === undefined ? undefined : parseUrl(text.includes('://') ? text : `http://${text}`, 'proxy');
  if (proxy !== undefined && proxy.protocol !== 'http:')
    throw invalid(`The proxy ${proxy.protocol}//${proxy.host} is of a kind that is not supported; http:// is.`);
  const exceptions = (either('NO_PROXY') ?? '').split(/[\s,]+/).filter((part) => part !== '');
  return (url) => (isLoopback(url) || exceptions.some((rule) => matches(url, rule)) ? undefined : proxy);
}

function matches(url: URL, rule: string): boolean {
  if (rule === '*') return true;
  const [, name = '', port] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(rule.toLowerCase()) ?? [];
  if (port !== undefined && port !== (url.port === '' ? '443' : url.port)) return false;
  return name !== '' && (url.hostname === name || url.hostname.endsWith(`.${name}`));
}

function parseUrl(text: string, what: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw invalid(`The address of the ${what} is not one.`);
}

function invalid(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was downloaded.',
    action: 'Correct the setting; docs/cli.md lists them under "Environment".',
  });
}
