import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitErasing, removeBackupsWithVoices } from '../../src/platform/store/erase.ts';
import { VOICES_VERSION } from '../../src/platform/store/migrations.ts';
import { openStore, type Store } from '../../src/platform/store/open-store.ts';
import { type VoiceSampleRow, voicesTable } from '../../src/platform/store/voices-table.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { scratchFolder } from '../support/scratch.ts';
import { seeded } from '../support/seeded.ts';

const DIM = 192;
const options = { log: silentLogger, reserveBytes: 1024 };

/** Many people, so that the tables have many pages, some of which are split and joined on the way. */
function fill(store: Store): { names: string[]; vectors: Float32Array[] } {
  const random = seeded(4);
  const table = voicesTable(store.db);
  store.commit(() => table.addConsent(1, 0));
  const vectors: Float32Array[] = [];
  const names = Array.from({ length: 40 }, (_, index) => `person-${index}-${Math.round(random() * 1e9)}`);
  for (const name of names) {
    const samples: VoiceSampleRow[] = Array.from({ length: 6 }, (_, index) => ({
      model: 'm',
      recording: `r${index}`,
      title: `recording ${index}`,
      speechMs: 5000,
      vector: Float32Array.from({ length: DIM }, () => random() - 0.5),
      consentId: 1,
    }));
    vectors.push(...samples.map(({ vector }) => vector));
    commitErasing(store, () => table.putSamples(table.addPerson(name), samples));
  }
  return { names, vectors };
}

/** How many of the texts and vectors are anywhere in the files of a folder; eight numbers of each vector are looked for. */
function traces(folder: string, names: readonly string[], vectors: readonly Float32Array[]): number {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const needles = [
    ...names.map((name) => Buffer.from(name)),
    ...vectors.flatMap((vector) => [0, 90, DIM - 8].map((at) => Buffer.from(vector.slice(at, at + 8).buffer))),
  ];
  return needles.filter((needle) => files.some((bytes) => bytes.includes(needle))).length;
}

describe('deleted voices', () => {
  const scratch = scratchFolder();

  // A rollback journal is used on networks, an EXT4 (0xef53) is none.
  it.each([
    ['wal', 0xef53],
    ['truncate', 0x6969],
  ])('are nowhere in the files of the library (%s)', async (journal, type) => {
    const folder = scratch.at(journal);
    const place = { platform: 'linux', statfs: () => ({ type }) } as const;
    const store = await openStore(folder, { ...options, place });
    expect(store.db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: journal });
    const table = voicesTable(store.db);
    const { names, vectors } = fill(store);
    expect(traces(folder, names, vectors)).toBe(names.length + 3 * vectors.length);
    const [first, ...rest] = table.people();
    const gone = first === undefined ? [] : table.samples(first.id).map(({ vector }) => vector);
    commitErasing(store, () => table.removePerson(first?.id ?? 0));
    expect(gone).toHaveLength(6);
    expect(traces(folder, [first?.name ?? ''], gone)).toBe(0);
    // Renamed and exchanged ones leave nothing of before either.
    const [second] = rest;
    const old = second === undefined ? [] : table.samples(second.id);
    commitErasing(store, () => {
      table.renamePerson(second?.id ?? 0, 'somebody');
      table.putSamples(second?.id ?? 0, old.slice(0, 1));
    });
    expect(
      traces(
        folder,
        [second?.name ?? ''],
        old.slice(1).map(({ vector }) => vector),
      ),
    ).toBe(0);
    commitErasing(store, () => table.removeAll());
    expect(traces(folder, names, vectors)).toBe(0);
    store.close();
    expect(traces(folder, names, vectors)).toBe(0);
  });

  it('are in no copy that a migration made, and older copies stay', async () => {
    const folder = scratch.at('backups');
    const store = await openStore(folder, options);
    const copy = (version: number | string): string => join(folder, `library.db.v${version}.backup`);
    for (const version of [VOICES_VERSION - 1, VOICES_VERSION, VOICES_VERSION + 9]) writeFileSync(copy(version), 'x');
    writeFileSync(`${copy(VOICES_VERSION)}.part`, 'x');
    removeBackupsWithVoices(store);
    store.close();
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([
      `library.db.v${VOICES_VERSION - 1}.backup`,
    ]);
  });

  it('is off by default that SQLite overwrites, so the test above can fail', async () => {
    const folder = scratch.at('plain');
    const store = await openStore(folder, options);
    const { names, vectors } = fill(store);
    store.commit(() => voicesTable(store.db).removeAll());
    expect(traces(folder, names, vectors)).toBeGreaterThan(0);
    store.close();
  });
});
