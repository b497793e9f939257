import { statfsSync } from 'node:fs';

/** What a folder lies on. `name` is for people, e.g. `NFS` or `OneDrive`. */
export type FolderPlace =
  | { readonly kind: 'local' }
  /** Another machine may change the files; locks and shared memory cannot be trusted. */
  | { readonly kind: 'network'; readonly name: string }
  /** A program copies the files elsewhere at any moment, one by one. */
  | { readonly kind: 'synced'; readonly name: string }
  /** A file system in user space: a USB disk (NTFS, exFAT) or a server behind sshfs, it does not say which. */
  | { readonly kind: 'unsure'; readonly name: string };

export interface PlaceProbe {
  readonly platform: NodeJS.Platform;
  /** Type of the file system a folder is on, as statfs(2) gives it. */
  readonly statfs: (path: string) => { readonly type: number };
}

/** Magic numbers of statfs(2), linux/magic.h. */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x786f4256, 'a VirtualBox shared folder'],
]);
const FUSE = 0x65735546;

/** Folder names that the clients of these services choose themselves, as a whole name or with an account behind it. */
const SYNCED_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^onedrive(?: ?- ?.+)?$/i, 'OneDrive'],
  [/^google ?drive(?:-.+)?$/i, 'Google Drive'],
  [/^(?:icloud ?drive|com~apple~clouddocs)$/i, 'iCloud Drive'],
];

const SYSTEM: PlaceProbe = { platform: process.platform, statfs: (path) => statfsSync(path) };

/**
 * Says whether a folder, given by its real path, is on a network or kept in step with a cloud. Linux tells by file system,
 * Windows by `\\server\share`; a macOS volume that stands for a server is not recognised. Never throws.
 */
export function findPlace(folder: string, probe: PlaceProbe = SYSTEM): FolderPlace {
  if (probe.platform === 'win32' && isShare(folder)) return { kind: 'network', name: 'a Windows share' };
  const type = probe.platform === 'linux' ? typeOf(folder, probe) : undefined;
  const network = type === undefined ? undefined : NETWORK_TYPES.get(type);
  if (network !== undefined) return { kind: 'network', name: network };
  for (const part of folder.split(/[\\/]/)) {
    const synced = SYNCED_NAMES.find(([pattern]) => pattern.test(part));
    if (synced !== undefined) return { kind: 'synced', name: synced[1] };
  }
  return type === FUSE ? { kind: 'unsure', name: 'FUSE' } : { kind: 'local' };
}

/** `\\server\share` and `\\?\UNC\server\share`, but not `\\?\C:\` and `\\.\`. */
function isShare(folder: string): boolean {
  const path = folder.replaceAll('/', '\\');
  return /^\\\\[?.]\\UNC\\/i.test(path) || /^\\\\[^?.\\]/.test(path);
}

/** A folder whose file system cannot be asked counts as local: opening it says what is wrong. */
function typeOf(folder: string, probe: PlaceProbe): number | undefined {
  try {
    // 32-bit systems give the larger numbers as negative ones.
    return probe.statfs(folder).type >>> 0;
  } catch {
    return undefined;
  }
}
