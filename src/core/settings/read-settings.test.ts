import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSetting, parseSettings } from './read-settings.ts';
import { SETTINGS, type SettingKey } from './schema.ts';

const keys = Object.keys(SETTINGS) as SettingKey[];
const defaults = Object.fromEntries(keys.map((key) => [key, SETTINGS[key].default]));

describe('parseSettings', () => {
  it('has a default that its own schema accepts, and a line of help, for every setting', () => {
    for (const key of keys) {
      expect(parseSetting(key, SETTINGS[key].default), key).toEqual({ kind: 'ok', value: SETTINGS[key].default });
      expect(SETTINGS[key].doc).toMatch(/^[A-Z].*\.$/);
    }
    expect(parseSettings([])).toEqual({ settings: defaults, rejected: [] });
  });

  it.each([
    ['parallelJobs', '4', 4],
    ['parallelJobs', '"auto"', 'auto'],
    ['modelsFolder', '"/models"', '/models'],
    ['defaultLanguage', '"tr"', 'tr'],
    ['theme', '"dark"', 'dark'],
  ])('reads %s = %s', (key, value, expected) => {
    expect(parseSettings([{ key, value }])).toEqual({ settings: { ...defaults, [key]: expected }, rejected: [] });
  });

  it.each([
    ['parallelJobs', '4', undefined],
    ['parallelJobs', '17', 'refused'],
    ['parallelJobs', '0', 'refused'],
    ['parallelJobs', '"many"', 'refused'],
    ['parallelDownloads', '1.5', 'refused'],
    ['offline', '"yes"', 'refused'],
    ['maxDownloadMiB', '1e400', 'refused'],
    ['modelsFolder', '""', 'refused'],
    ['defaultFormats', '[]', 'refused'],
    ['theme', '"solarized"', 'refused'],
    ['theme', '{"dark":', 'unreadable'],
    ['theme', '', 'unreadable'],
    ['telepathy', 'true', 'unknown'],
    ['__proto__', '{}', 'unknown'],
    ['constructor', '1', 'unknown'],
  ])('%s = %s: %s', (key, value, code) => {
    const { settings, rejected } = parseSettings([{ key, value }]);
    expect(rejected.map((row) => row.code)).toEqual(code === undefined ? [] : [code]);
    if (code !== undefined) {
      expect(settings).toEqual(defaults);
      expect(rejected[0]).toMatchObject({ key, value, reason: expect.stringMatching(/^\S.*\.$/) });
    }
  });

  it('never throws, whatever is stored, and loses no value', () => {
    const row = fc.record({
      key: fc.oneof(fc.constantFrom(...keys), fc.string()),
      value: fc.oneof(fc.string(), fc.json(), fc.constantFrom('null', '1', '-1', '"auto"', '[[[')),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ key }) => key, maxLength: 10 }), (rows) => {
        const { settings, rejected } = parseSettings(rows);
        expect(Object.keys(settings).sort()).toEqual([...keys].sort());
        for (const { key, value } of rows) {
          const kept = rejected.some((entry) => entry.key === key && entry.value === value);
          const used = Object.hasOwn(settings, key) && JSON.stringify(settings[key as SettingKey]);
          expect(kept || used === JSON.stringify(JSON.parse(value))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
