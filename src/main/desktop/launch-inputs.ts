import { isAbsolute, resolve } from 'node:path';
import { SCHEME } from '../../contract/channels.ts';

/** What somebody who started the app, or an app that is running, wants opened. Untrusted. */
export interface LaunchInputs {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly addresses: readonly string[];
}

const MAX_INPUTS = 1000;
const MAX_LENGTH = 8192;
const NOTHING: LaunchInputs = { files: [], addresses: [] };

/**
 * Reads a command line without its program. With a link in it everything else is dropped: a browser passes links on, and a
 * hostile one may try to smuggle more words in. Switches are none of our business.
 */
export function launchInputs(args: readonly string[], folder: string): LaunchInputs {
  const links = args.filter((argument) => argument.toLowerCase().startsWith(`${SCHEME}:`));
  if (links.length > 0) return linkInputs(links[0] ?? '');
  const files = args
    .filter((argument) => argument !== '' && !argument.startsWith('-') && argument.length <= MAX_LENGTH)
    .filter((argument) => !argument.includes('\0') && !isRemote(argument))
    .map((argument) => (isAbsolute(argument) ? argument : resolve(folder, argument)));
  return { files: files.slice(0, MAX_INPUTS), addresses: [] };
}

/** Reads a link: `voxlane://open?url=<web address>` and nothing else. Nothing is fetched until the user says so. */
function linkInputs(link: string): LaunchInputs {
  if (link.length > MAX_LENGTH || !URL.canParse(link)) return NOTHING;
  const url = new URL(link);
  if (url.protocol !== `${SCHEME}:` || url.host !== 'open' || !['', '/'].includes(url.pathname)) return NOTHING;
  const address = url.searchParams.get('url') ?? '';
  if (!URL.canParse(address)) return NOTHING;
  const { protocol, username, password, href } = new URL(address);
  const isPlain = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return isPlain ? { files: [], addresses: [href] } : NOTHING;
}

/** A path on another machine: only looking at it would sign in there. */
function isRemote(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}
