import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../contract/bridge.ts';
import type { PenState } from '../../contract/link.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { SETTINGS, type Settings } from '../../core/settings/schema.ts';
import { followSettings, loadSettings, setSetting, settingNow, settingsStore, spellChecked } from './settings.ts';

const standard = Object.fromEntries(Object.entries(SETTINGS).map(([key, { default: value }]) => [key, value]));
const values = { ...standard, skipSeconds: 2.5, leadInMs: 0, spellCheck: false } as unknown as Settings;

afterEach(() => settingsStore.setState({}, true));

describe('settings of the page', () => {
  it('are the standard ones until the library answered', () => {
    expect(settingNow('skipSeconds')).toBe(SETTINGS.skipSeconds.default);
    expect(spellChecked(settingsStore.getState())).toBe(true);
  });

  it('are those of the library, also when they are nothing, zero or off', () => {
    settingsStore.setState({ values });
    expect(settingNow('skipSeconds')).toBe(2.5);
    expect(settingNow('leadInMs')).toBe(0);
    expect(settingNow('defaultLanguage')).toBeUndefined();
    expect(spellChecked(settingsStore.getState())).toBe(false);
  });

  it('go back to what they were when they could not be saved', async () => {
    settingsStore.setState({ values });
    const error = { code: 'options-invalid', what: 'No.', meaning: 'No.', action: 'No.' };
    const api = {
      call: () => Promise.resolve({ ok: false, error }),
      on: () => () => undefined,
    } as unknown as StudioApi;
    const saving = setSetting(api, 'skipSeconds', 999);
    expect(settingNow('skipSeconds')).toBe(999);
    await expect(saving).rejects.toMatchObject({ code: 'options-invalid' });
    expect(settingNow('skipSeconds')).toBe(2.5);
  });

  it('stay as the user left them while the answers to earlier changes come in', async () => {
    settingsStore.setState({ values });
    const library = slowLibrary();
    const saving = Promise.all([
      setSetting(library.api, 'theme', 'dark'),
      setSetting(library.api, 'density', 'compact'),
      setSetting(library.api, 'theme', 'light'),
    ]);
    for (let answers = 0; answers < 3; answers++) {
      expect([settingNow('theme'), settingNow('density')]).toEqual(['light', 'compact']);
      await library.answerNewest();
    }
    await saving;
    expect(settingsStore.getState().values).toEqual(library.has());
    expect([settingNow('theme'), settingNow('density')]).toEqual(['light', 'compact']);
  });

  it('lose nothing but the change that could not be saved', async () => {
    settingsStore.setState({ values });
    const library = slowLibrary();
    const failing = expect(setSetting(library.api, 'skipSeconds', 999)).rejects.toMatchObject({
      code: 'options-invalid',
    });
    const saving = setSetting(library.api, 'theme', 'dark');
    await library.answerOldest({ fails: true });
    await failing;
    expect([settingNow('skipSeconds'), settingNow('theme')]).toEqual([2.5, 'dark']);
    await library.answerNewest();
    await saving;
    expect([settingNow('skipSeconds'), settingNow('theme')]).toEqual([2.5, 'dark']);
  });

  it('are not put back by a look at them that began before a change', async () => {
    settingsStore.setState({ values });
    const library = slowLibrary();
    const looking = loadSettings(library.api);
    const saving = setSetting(library.api, 'theme', 'dark');
    await library.answerAll();
    await Promise.all([looking, saving]);
    expect(settingNow('theme')).toBe('dark');
  });

  it('are sent at once, and one that was taken back is not there again by a look that began before', async () => {
    const library = slowLibrary({ ...values, defaultLanguage: 'fr' });
    settingsStore.setState({ values: library.has() });
    const looking = loadSettings(library.api);
    const saving = [
      setSetting(library.api, 'defaultLanguage', undefined),
      setSetting(library.api, 'theme', 'dark'),
      setSetting(library.api, 'density', 'compact'),
    ];
    await settled();
    expect(library.has()).toMatchObject({ theme: 'dark', density: 'compact' });
    await library.answerAll();
    await Promise.all([looking, ...saving]);
    expect(settingNow('defaultLanguage')).toBeUndefined();
    expect([settingNow('theme'), settingNow('density')]).toEqual(['dark', 'compact']);
  });

  it('are asked for again when changes may have been missed, and not for every word of the connection', async () => {
    const library = slowLibrary();
    let say = (_state: ConnectionState): void => undefined;
    let give = (_pen: PenState): void => undefined;
    const stop = followSettings(
      {
        api: library.api,
        onConnection: (listener) => {
          say = listener;
          return () => undefined;
        },
        pen: {
          onChange: (listener) => {
            give = listener;
            return () => undefined;
          },
          take: () => undefined,
        },
      },
      (error) => {
        throw error;
      },
    );
    give('held');
    say('ready');
    expect(await library.answerAll()).toBe(1);
    say('lost');
    give('elsewhere');
    give('held');
    say('ready');
    expect(await library.answerAll()).toBe(1);
    give('elsewhere');
    expect(await library.answerAll()).toBe(0);
    give('held');
    expect(await library.answerAll()).toBe(1);
    stop();
  });
});

/** A library that carries calls out as they come and answers when it is told to, in whatever order. */
function slowLibrary(start: Settings = values) {
  let has = start;
  const open: ((fails: boolean) => void)[] = [];
  const call = (_name: string, input: { readonly key?: string; readonly value?: unknown }): Promise<unknown> =>
    new Promise((resolve) => {
      const now = input.key === undefined ? has : ({ ...has, [input.key]: input.value } as Settings);
      open.push((fails) => {
        const error = { code: 'options-invalid', what: 'No.', meaning: 'No.', action: 'No.' };
        resolve(fails ? { ok: false, error } : { ok: true, value: { values: now, notices: [] } });
      });
      if (input.value !== 999) has = now;
    });
  const answer = async (take: () => ((fails: boolean) => void) | undefined, fails = false): Promise<void> => {
    await settled();
    take()?.(fails);
    await settled();
  };
  const answerNewest = (): Promise<void> => answer(() => open.pop());
  return {
    api: { call, on: () => () => undefined } as unknown as StudioApi,
    has: () => has,
    answerNewest,
    answerOldest: ({ fails = false } = {}) => answer(() => open.shift(), fails),
    /** Answers until nothing is asked any more; how many calls that were. */
    answerAll: async (): Promise<number> => {
      let count = 0;
      for (await settled(); open.length > 0; count++) await answerNewest();
      return count;
    },
  };
}

/** Everything that follows from what happened has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
