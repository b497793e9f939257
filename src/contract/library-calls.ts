import { z } from 'zod';
import { call } from './call.ts';

/** Where a library is, how large it is, and what was noticed about it. Sizes are bytes. */
export interface LibraryInfo {
  readonly folder: string;
  readonly sqlite: string;
  readonly version: number;
  readonly jobs: number;
  readonly documents: number;
  readonly database_bytes: number;
  readonly artifact_bytes: number;
  /** Recordings that were sent to this library and are kept for playing. */
  readonly upload_bytes: number;
  readonly work_bytes: number;
  readonly reserve_bytes: number;
}

/** The library as a whole. */
export const libraryCalls = {
  'library.info': call<LibraryInfo>()(z.object({})),
  /** Queues the bundled recording with the bundled models; the job that is there already, if it is. */
  'library.sample': call<{ readonly id: number; readonly isNew: boolean }>()(z.object({})),
} as const;
