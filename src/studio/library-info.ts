import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderBytes } from '../platform/models/remove-model.ts';
import { UPLOADS } from './uploads/remove-uploads.ts';
import type { HandlersOf } from './handlers.ts';
import { addSample } from './sample.ts';

/** The calls about the library as a whole. */
export const libraryInfoHandlers: HandlersOf<'library'> = {
  async 'library.sample'(_input, { library, signal, events }) {
    const sample = await addSample(library, signal);
    if (sample.isNew) events.emit('queue', { ids: [sample.id] });
    return sample;
  },
  async 'library.info'(_input, { library }) {
    const { folder, store } = library;
    const count = (table: string): number =>
      Number(store.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
    const sizeOf = async (name: string): Promise<number> =>
      (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
    return {
      folder,
      sqlite: process.versions['sqlite'] ?? '',
      version: Number(store.db.prepare('PRAGMA user_version').get()?.['user_version']),
      jobs: library.jobs.list().length,
      documents: count('(SELECT DISTINCT job_id FROM documents)'),
      database_bytes: (await sizeOf('library.db')) + (await sizeOf('library.db-wal')),
      artifact_bytes: await folderBytes(join(folder, 'artifacts')),
      upload_bytes: await folderBytes(join(folder, UPLOADS)),
      work_bytes: await folderBytes(join(folder, 'work')),
      reserve_bytes: await sizeOf('reserve'),
    };
  },
};
