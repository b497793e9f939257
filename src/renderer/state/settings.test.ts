import { afterEach, describe, expect, it } from 'vitest';
import type { StudioApi } from '../../contract/studio-api.ts';
import { SETTINGS, type Settings } from '../../core/settings/schema.ts';
import { setSetting, settingNow, settingsStore, spellChecked } from './settings.ts';

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
});
