import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { type Migration, migrateDocument } from './migrations.ts';

const addA: Migration = { from: 1, migrate: (document) => ({ ...document, a: 1 }) };
const renameA: Migration = { from: 2, migrate: ({ a, ...rest }) => ({ ...rest, b: a }) };

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'nothing thrown';
}

describe('migrateDocument', () => {
  it('runs every step in order and stamps the version', () => {
    expect(migrateDocument({ version: 1, kept: true }, [renameA, addA], 3)).toEqual({ version: 3, kept: true, b: 1 });
  });
  it('leaves the current version alone', () => {
    const document = { version: 1, kept: true };
    expect(migrateDocument(document)).toBe(document);
  });
  it('refuses newer documents by name and damaged versions as such', () => {
    expect(codeOf(() => migrateDocument({ version: 2 }))).toBe('format-newer');
    for (const version of [0, -1, 1.5, '1', null, undefined]) {
      expect(codeOf(() => migrateDocument({ version }))).toBe('format-invalid');
    }
    expect(codeOf(() => migrateDocument({ version: 1 }, [renameA], 3))).toBe('format-invalid');
  });
});
