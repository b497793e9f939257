import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/core/settings/schema.ts';
import { FORMAT_IDS } from '../../src/core/formats/codec.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import {
  readSettings,
  resetSetting,
  setSetting,
  settingsLibrary,
  type SettingsLibrary,
} from '../../src/studio/settings/settings.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();

async function open(name: string): Promise<SettingsLibrary> {
  return settingsLibrary(await openStore(scratch.at(name), { log: silentLogger, reserveBytes: 0 }));
}

describe('settings of a library', () => {
  it('are kept, go back to their defaults, and the defaults are what the program has', async () => {
    const library = await open('kept');
    expect(readSettings(library).values).toMatchObject({
      parallelDownloads: 2,
      maxDownloadMiB: 8192,
      keepArtifacts: true,
    });
    expect(SETTINGS.defaultFormats.default).toEqual(FORMAT_IDS);
    setSetting(library, 'parallelJobs', 3);
    setSetting(library, 'modelsFolder', '/big/models');
    library.store.close();
    const again = await open('kept');
    expect(readSettings(again)).toMatchObject({
      values: { parallelJobs: 3, modelsFolder: '/big/models' },
      notices: [],
    });
    expect(resetSetting(again, 'parallelJobs').values.parallelJobs).toBe('auto');
    expect(setSetting(again, 'modelsFolder', undefined).values.modelsFolder).toBeUndefined();
    expect(again.settings.list()).toEqual([]);
    again.store.close();
  });

  it.each([
    ['parallelJobs', 99, /parallelJobs/],
    ['telepathy', true, /no setting "telepathy".*parallelJobs/],
    ['defaultProfile', 'no-such-profile', /no rule profile no-such-profile; there are netflix-en/],
    ['defaultFormats', ['srt', 'doc'], /no format doc; there are srt/],
    ['__proto__', {}, /no setting/],
  ])('refuse %s = %j and change nothing', async (key, value, message) => {
    const library = await open('refused');
    expect(() => setSetting(library, key, value)).toThrow(
      expect.objectContaining({ code: 'options-invalid', message: expect.stringMatching(message) }),
    );
    expect(library.settings.list()).toEqual([]);
    library.store.close();
  });

  it('that are damaged never stop anything: defaults hold, the user is told, nothing is lost', async () => {
    const library = await open('damaged');
    const bad = [
      { key: 'defaultProfile', value: '"gone-profile"' },
      { key: 'parallelJobs', value: '{"half a fil' },
      { key: 'telepathy', value: '"from a newer version"' },
      { key: 'theme', value: '42' },
    ];
    library.store.commit(() => {
      for (const { key, value } of bad) library.settings.set(key, value);
      library.settings.set('offline', 'true');
    });
    const first = readSettings(library);
    expect(first.values).toMatchObject({
      parallelJobs: 'auto',
      theme: 'system',
      defaultProfile: 'netflix-en',
      offline: true,
    });
    expect(first.notices.map(({ key, code, isNew }) => [key, code, isNew])).toEqual([
      ['defaultProfile', 'refused', true],
      ['parallelJobs', 'unreadable', true],
      ['telepathy', 'unknown', true],
      ['theme', 'refused', true],
    ]);
    expect(first.notices[1]?.message).toBe(
      'The setting parallelJobs cannot be used. The stored text is damaged. The default is used; the stored value was put aside.',
    );
    library.store.close();

    const again = await open('damaged');
    expect(readSettings(again).notices.every(({ isNew }) => !isNew)).toBe(true);
    expect(again.settings.aside().map(({ key, value }) => ({ key, value }))).toEqual(bad);
    expect(again.settings.list()).toContainEqual({ key: 'telepathy', value: '"from a newer version"' });
    // A new choice replaces the bad value, of which the copy stays.
    expect(setSetting(again, 'theme', 'dark').notices.map(({ key }) => key)).toEqual([
      'defaultProfile',
      'parallelJobs',
      'telepathy',
    ]);
    expect(again.settings.aside()).toHaveLength(4);
    again.store.close();
  });

  it('that were never read are put aside before they are overwritten', async () => {
    const library = await open('overwritten');
    library.store.commit(() => library.settings.set('theme', 'not json'));
    setSetting(library, 'theme', 'light');
    expect(library.settings.aside()).toEqual([
      { key: 'theme', value: 'not json', reason: 'The stored text is damaged.' },
    ]);
    library.store.close();
  });
});
