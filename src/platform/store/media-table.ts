import type { DatabaseSync } from 'node:sqlite';

export interface MediaFacts {
  readonly path: string;
  readonly contentId: string;
  readonly container: string;
  readonly durationMs?: number | undefined;
}

/** What is known of the recordings that were queued. */
export function mediaTable(db: DatabaseSync) {
  return {
    /** Records a recording, or what is new about it, and returns its id. */
    put(media: MediaFacts): number {
      const sql = `INSERT INTO media (path, content_id, container, audio_length_ms) VALUES (?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET content_id = excluded.content_id, container = excluded.container,
          audio_length_ms = excluded.audio_length_ms RETURNING id`;
      const row = db.prepare(sql).get(media.path, media.contentId, media.container, media.durationMs ?? null);
      return Number(row?.['id']);
    },
  };
}
