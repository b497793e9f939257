import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { MEDIA_EXTENSIONS } from '../core/sources/media-extensions.ts';
import { isWebAddress, judgeUrl, type NetworkPolicy, withoutCredentials } from '../core/sources/url-policy.ts';
import { refusedSource } from '../platform/ytdlp/failures.ts';
import { AppError, describeUnknown, toAppError } from '../shared/app-error.ts';

/** A file to process, the reason why an argument gave none, or a web address to be downloaded later. */
export type CollectedInput =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly error: AppError }
  /** `path` is the address too, so every input has a name to be shown and compared by. */
  | { readonly kind: 'address'; readonly path: string; readonly url: string };

/** What is left once every web address was downloaded. */
export type LocalInput = Exclude<CollectedInput, { readonly kind: 'address' }>;

/** Brings what a web address stands for onto this computer. */
export type DownloadInputs = (url: string) => Promise<readonly LocalInput[]>;

/** Web addresses become inputs of their own; those that the policy forbids are refused at once, without any connection. */
export interface KeepAddresses {
  readonly addresses: 'keep';
  /** Without it nothing in the local network is allowed. */
  readonly policy?: NetworkPolicy;
}

const ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

/** A web address is no file: long ones are refused by the system for their length. */
const MISSING: ReadonlySet<string> = new Set(['input-not-found', 'input-name-refused']);

/** A list file larger than this is not a list. */
const MAX_LIST_BYTES = 4 * 1024 * 1024;

/**
 * Expands command-line arguments: a file stands for itself, a folder for the media files below it (sorted), a `.txt` or
 * `.list` file for the paths and web addresses in it (one a line, `#` starts a comment, paths relative to the list). Order
 * is kept; what is named twice is taken once. What leads nowhere becomes a refusal, so the others still run. Web addresses
 * are handed to a `DownloadInputs`, kept with `KeepAddresses`, refused otherwise. Rejects only with `cancelled`.
 */
export function collectInputs(paths: readonly string[], addresses?: DownloadInputs): Promise<LocalInput[]>;
export function collectInputs(paths: readonly string[], addresses: KeepAddresses): Promise<CollectedInput[]>;
export async function collectInputs(
  paths: readonly string[],
  addresses?: DownloadInputs | KeepAddresses,
): Promise<CollectedInput[]> {
  const collected = new Map<string, CollectedInput>();
  const asked = new Set<string>();
  const visit: VisitAddress = async (text) => {
    const url = isWebAddress(text) && URL.canParse(text) ? new URL(text).href : text;
    if (asked.has(url)) return [];
    asked.add(url);
    return takeAddress(url, addresses);
  };
  for (const argument of paths) {
    for (const input of await expandNamed(argument, '.', true, visit))
      if (!collected.has(input.path)) collected.set(input.path, input);
  }
  return [...collected.values()];
}

type VisitAddress = (text: string) => Promise<readonly CollectedInput[]>;

/** An address that is no file gets its own answer; a file may have such a name. */
async function expandNamed(
  name: string,
  folder: string,
  listsAllowed: boolean,
  visit: VisitAddress,
): Promise<readonly CollectedInput[]> {
  const found = await expand(resolve(folder, name), listsAllowed, visit);
  const first = found[0];
  if (first?.kind !== 'refused' || !MISSING.has(first.error.code) || !ADDRESS.test(name)) return found;
  return visit(name);
}

async function takeAddress(
  address: string,
  addresses: DownloadInputs | KeepAddresses | undefined,
): Promise<readonly CollectedInput[]> {
  const shown = withoutCredentials(address);
  if (typeof addresses === 'object') {
    const verdict = judgeUrl(address, addresses.policy ?? { allowLocalNetwork: false });
    if (verdict.kind === 'allowed') return [{ kind: 'address', path: verdict.url, url: verdict.url }];
    return [{ kind: 'refused', path: shown, error: refusedSource(shown, verdict.reason) }];
  }
  if (addresses !== undefined && isWebAddress(address)) {
    try {
      return await addresses(address);
    } catch (cause) {
      const problem = toAppError(cause);
      if (problem.code === 'cancelled') throw problem;
      return [{ kind: 'refused', path: shown, error: problem }];
    }
  }
  const error = new AppError('input-not-found', {
    what: `${shown} is an address, not a file.`,
    meaning: 'It was not processed: only http and https addresses are downloaded.',
    action: 'Download the recording first, then name the file.',
  });
  return [{ kind: 'refused', path: shown, error }];
}

async function expand(path: string, listsAllowed: boolean, visit: VisitAddress): Promise<CollectedInput[]> {
  try {
    if (path.includes('\0')) throw new Error('the name holds a NUL character');
    const info = await stat(path);
    if (info.isDirectory()) return await expandFolder(path);
    if (listsAllowed && ['.txt', '.list'].includes(extname(path).toLowerCase()))
      return await expandList(path, info.size, visit);
    return [{ kind: 'file', path }];
  } catch (error) {
    const known = error instanceof AppError ? error : unreachable(path, error);
    if (known.code === 'cancelled') throw known;
    return [{ kind: 'refused', path, error: known }];
  }
}

async function expandFolder(folder: string): Promise<LocalInput[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && MEDIA_EXTENSIONS.has(extname(entry.name).slice(1).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files.map((path) => ({ kind: 'file', path }));
  throw new AppError('input-not-media', {
    what: `The folder ${folder} holds no media files.`,
    meaning: 'Nothing in it was processed.',
    action: 'Name a folder with recordings, or name the files themselves.',
  });
}

async function expandList(path: string, bytes: number, visit: VisitAddress): Promise<CollectedInput[]> {
  if (bytes > MAX_LIST_BYTES) throw new Error(`a list of ${bytes} bytes is too large`);
  const lines = readListText(path, await readFile(path))
    .split(/\r?\n/)
    .map((line) => line.trim());
  const named = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (named.length === 0) {
    throw new AppError('input-empty', {
      what: `The list ${path} names no files.`,
      meaning: 'Nothing was processed for it.',
      action: 'Write one path or web address on each line.',
    });
  }
  const found: CollectedInput[] = [];
  for (const line of named) found.push(...(await expandNamed(line, dirname(path), false, visit)));
  return found;
}

/** UTF-8, or UTF-16 with its mark as Windows shells write it. */
function readListText(path: string, bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (!text.includes('\0')) return text;
  throw new AppError('input-not-media', {
    what: `${path} holds binary data, not a list of files.`,
    meaning: 'Nothing was processed for it.',
    action: 'Give a recording its own name ending, or write a plain text file with one path on each line.',
  });
}

function unreachable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError(
      'input-not-found',
      {
        what: `${path} does not exist.`,
        meaning: 'It was not processed.',
        action: 'Check the spelling, and quote names that hold spaces.',
      },
      { cause },
    );
  }
  return new AppError(
    code === 'ENAMETOOLONG' ? 'input-name-refused' : 'input-unreadable',
    {
      what: `${path} cannot be read (${describeUnknown(cause)}).`,
      meaning: 'It was not processed.',
      action: 'Check its name and your right to read it.',
    },
    { cause },
  );
}
