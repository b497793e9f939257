import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** The statements that lead from one version of the database to the next; version = place in the list, from 1. */
export type Migrations = readonly string[];

/** Times are integer milliseconds; `*_at` is wall clock and for display only, order comes from ids and positions. */
export const MIGRATIONS: Migrations = [
  `
  CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    content_id TEXT NOT NULL,
    container TEXT NOT NULL,
    audio_length_ms INTEGER
  ) STRICT;
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    media_id INTEGER REFERENCES media(id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
    stage TEXT,
    attempt INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL,
    spec TEXT NOT NULL CHECK (json_valid(spec)),
    progress REAL NOT NULL DEFAULT 0,
    eta_ms INTEGER,
    heartbeat_at INTEGER,
    error_code TEXT,
    error TEXT CHECK (error IS NULL OR json_valid(error)),
    result TEXT CHECK (result IS NULL OR json_valid(result))
  ) STRICT;
  CREATE INDEX jobs_order ON jobs (state, priority DESC, position, id);
  CREATE TABLE stage_runs (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    stage TEXT NOT NULL,
    model TEXT,
    processing_ms INTEGER NOT NULL,
    audio_ms INTEGER NOT NULL,
    PRIMARY KEY (job_id, attempt, stage)
  ) STRICT;
  CREATE TABLE documents (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    PRIMARY KEY (job_id, revision)
  ) STRICT;
  CREATE TABLE speed_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage TEXT NOT NULL,
    model TEXT NOT NULL,
    processing_ms INTEGER NOT NULL,
    audio_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX speed_of ON speed_history (stage, model, id);
  `,
  // source: the web address a job fetches first. listed: whether the queue shows it; documents outlive that. crash_at and
  // crashes: where the engine died last and how often there; deaths: all of them. artifacts.key: hash over everything that
  // decides a stage's output; artifacts.hash: SHA-256 of the file that holds it.
  `
  ALTER TABLE jobs ADD COLUMN source TEXT CHECK (source IS NULL OR json_valid(source));
  ALTER TABLE jobs ADD COLUMN title TEXT;
  ALTER TABLE jobs ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE jobs ADD COLUMN crash_at TEXT;
  ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE stage_runs ADD COLUMN device TEXT NOT NULL DEFAULT 'cpu';
  ALTER TABLE speed_history ADD COLUMN device TEXT NOT NULL DEFAULT 'cpu';
  DROP INDEX speed_of;
  CREATE INDEX speed_of ON speed_history (stage, model, device, id);
  CREATE TABLE artifacts (
    key TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    content_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    track INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX artifacts_of ON artifacts (content_id);
  CREATE TABLE job_artifacts (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    key TEXT NOT NULL REFERENCES artifacts(key),
    PRIMARY KEY (job_id, key)
  ) STRICT;
  CREATE TABLE edit_operations (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    step INTEGER NOT NULL,
    label TEXT NOT NULL,
    operation TEXT NOT NULL CHECK (json_valid(operation)),
    inverse TEXT NOT NULL CHECK (json_valid(inverse)),
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, seq)
  ) STRICT;
  CREATE TABLE speakers (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    speaker TEXT NOT NULL,
    name TEXT NOT NULL,
    speech_ms INTEGER NOT NULL,
    PRIMARY KEY (job_id, speaker)
  ) STRICT;
  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE settings_aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  `,
  // vector: 32-bit floats, little-endian, of length 1. recording: content id. Nothing is stored without a consent.
  `
  CREATE TABLE voice_consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text_version INTEGER NOT NULL,
    given_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE voice_samples (
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    consent_id INTEGER NOT NULL REFERENCES voice_consents(id),
    model TEXT NOT NULL,
    recording TEXT NOT NULL,
    title TEXT NOT NULL,
    speech_ms INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (person_id, model, recording)
  ) STRICT;
  `,
  // place: among the speakers of the document, in whose order the rows were written; with color it decides how a speaker
  // looks. The colors are filled in when a document is opened.
  `
  ALTER TABLE speakers ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE speakers ADD COLUMN color TEXT;
  UPDATE speakers SET place = (
    SELECT count(*) FROM speakers AS other WHERE other.job_id = speakers.job_id AND other.rowid < speakers.rowid
  );
  `,
  // seal: says that the content was checked when it was written, and which bytes it had then; absent when it was not.
  `
  ALTER TABLE documents ADD COLUMN seal TEXT;
  `,
  // account: a hash of host, key and model. state: what was used of its limits, written before each request.
  `
  CREATE TABLE llm_limiters (
    account TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (json_valid(state))
  ) STRICT;
  `,
  // hash: of the text as lines are compared by. speaker: absent for one without a name. They go with their document.
  `
  CREATE TABLE translation_memory (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    hash TEXT NOT NULL,
    speaker TEXT,
    rank TEXT NOT NULL CHECK (rank IN ('person', 'machine')),
    text TEXT NOT NULL,
    translation TEXT NOT NULL
  ) STRICT;
  CREATE INDEX memory_of ON translation_memory (source, target, hash);
  CREATE INDEX memory_in ON translation_memory (job_id);
  `,
  // held_until_ms: when a job that waits for a quota may go on, milliseconds since 1970.
  `
  ALTER TABLE jobs ADD COLUMN held_until_ms INTEGER;
  `,
];

/** From this version on a database may hold voices, and so may a copy of it. */
export const VOICES_VERSION = 3;

/** The version a database says it has. */
export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/**
 * Brings a database to the newest version in one transaction, after a copy of the old one was written beside it as
 * `<path>.v<old version>.backup`. A database without content gets no copy.
 */
export function migrate(db: DatabaseSync, path: string, migrations: Migrations): void {
  const from = versionOf(db);
  if (from >= migrations.length) return;
  if (from > 0) backUp(db, `${path}.v${from}.backup`);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const sql of migrations.slice(from)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

/** An earlier backup stays until the new one is whole. */
function backUp(db: DatabaseSync, target: string): void {
  const part = `${target}.part`;
  if (existsSync(part)) rmSync(part);
  db.prepare('VACUUM INTO ?').run(part);
  renameSync(part, target);
}
