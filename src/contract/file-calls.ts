import { z } from 'zod';
import { call } from './call.ts';

/** An entry of a folder. `other` files can still be chosen: a decoder looks at their content, not at their name. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'media' | 'other';
  /** Of a file. */
  readonly bytes?: number;
}

/** What is in a folder: folders, then media, then other files, each by name. */
export interface FolderListing {
  readonly path: string;
  /** The folder above; absent at the top. */
  readonly parent?: string;
  readonly entries: readonly FolderEntry[];
  /** There is more than an answer holds. */
  readonly isCut: boolean;
}

/** A folder to start from. */
export interface FolderPlace {
  readonly kind: 'home' | 'desktop' | 'downloads' | 'music' | 'videos' | 'root';
  readonly path: string;
}

/** Folders of the machine that the studio runs on, for choosing recordings by path. */
export const fileCalls = {
  /** The user's own folder when `path` is left out. Hidden files are left out. */
  'files.browse': call<FolderListing>()(z.object({ path: z.string().min(1).max(32_768).optional() })),
  'files.places': call<readonly FolderPlace[]>()(z.object({})),
} as const;
