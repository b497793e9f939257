import type { DatabaseSync } from 'node:sqlite';

/** A voiceprint of a person and the recording it came from. */
export interface VoiceSampleRow {
  readonly model: string;
  /** Content id of the recording. */
  readonly recording: string;
  /** Name of the recording, to show. */
  readonly title: string;
  readonly speechMs: number;
  readonly vector: Float32Array;
  /** The consent it was stored under. */
  readonly consentId: number;
}

export interface PersonRow {
  readonly id: number;
  readonly name: string;
}

export interface ConsentRow {
  readonly id: number;
  readonly textVersion: number;
  /** Wall clock, milliseconds. */
  readonly givenAt: number;
}

/** Named people, their voices, and the consent these were stored under. Writes belong inside `commitErasing`. */
export function voicesTable(db: DatabaseSync) {
  return {
    people: (): PersonRow[] =>
      db
        .prepare('SELECT id, name FROM people ORDER BY name')
        .all()
        .map((row) => ({ id: Number(row['id']), name: String(row['name']) })),
    addPerson(name: string): number {
      return Number(db.prepare('INSERT INTO people (name) VALUES (?) RETURNING id').get(name)?.['id']);
    },
    renamePerson(id: number, name: string): void {
      db.prepare('UPDATE people SET name = ? WHERE id = ?').run(name, id);
    },
    /** With all samples. */
    removePerson(id: number): void {
      db.prepare('DELETE FROM people WHERE id = ?').run(id);
    },
    samples(personId: number): VoiceSampleRow[] {
      const sql = `SELECT model, recording, title, speech_ms, vector, consent_id FROM voice_samples WHERE person_id = ?
        ORDER BY model, title, recording`;
      return db
        .prepare(sql)
        .all(personId)
        .map((row) => ({
          model: String(row['model']),
          recording: String(row['recording']),
          title: String(row['title']),
          speechMs: Number(row['speech_ms']),
          vector: readVector(row['vector']),
          consentId: Number(row['consent_id']),
        }));
    },
    /** Exchanges all samples of a person. */
    putSamples(personId: number, samples: readonly VoiceSampleRow[]): void {
      db.prepare('DELETE FROM voice_samples WHERE person_id = ?').run(personId);
      const insert = db.prepare(
        `INSERT INTO voice_samples (person_id, consent_id, model, recording, title, speech_ms, vector)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const { consentId, model, recording, title, speechMs, vector } of samples)
        insert.run(personId, consentId, model, recording, title, Math.round(speechMs), writeVector(vector));
    },
    /** The newest consent that was given and not withdrawn. */
    consent(): ConsentRow | undefined {
      const row = db.prepare('SELECT id, text_version, given_at FROM voice_consents ORDER BY id DESC LIMIT 1').get();
      if (row === undefined) return undefined;
      return { id: Number(row['id']), textVersion: Number(row['text_version']), givenAt: Number(row['given_at']) };
    },
    addConsent(textVersion: number, givenAt: number): void {
      db.prepare('INSERT INTO voice_consents (text_version, given_at) VALUES (?, ?)').run(textVersion, givenAt);
    },
    /** Forgets every person and every voice. */
    removeAll(): void {
      db.exec('DELETE FROM voice_samples; DELETE FROM people;');
    },
    /** Forgets the consents too; `removeAll` goes before. */
    removeConsents(): void {
      db.exec('DELETE FROM voice_consents;');
    },
  };
}

function writeVector(vector: Float32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4));
  vector.forEach((value, index) => bytes.setFloat32(index * 4, value, true));
  return new Uint8Array(bytes.buffer);
}

/** Bytes that are no vector give one that no voice is like. */
function readVector(value: unknown): Float32Array {
  if (!(value instanceof Uint8Array)) return new Float32Array(0);
  const bytes = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return Float32Array.from({ length: Math.floor(value.byteLength / 4) }, (_, index) =>
    bytes.getFloat32(index * 4, true),
  );
}
