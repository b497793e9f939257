import type { SettingKey, Settings } from '../../core/settings/schema.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { ask } from '../client/ask.ts';
import { store } from './store.ts';

/** The settings of the library as the page knows them. */
export const settingsStore = store<{ readonly values?: Settings }>({});

export async function loadSettings(api: StudioApi): Promise<Settings> {
  const { values } = await ask(api, 'settings.get', {});
  settingsStore.setState({ values });
  return values;
}

/** Writes a setting and shows it at once. Throws what `settings.set` throws; the old value is back then. */
export async function setSetting<Key extends SettingKey>(
  api: StudioApi,
  key: Key,
  value: Settings[Key],
): Promise<void> {
  const { values: before } = settingsStore.getState();
  if (before !== undefined) settingsStore.setState({ values: { ...before, [key]: value } });
  try {
    const { values } =
      value === undefined ? await ask(api, 'settings.reset', { key }) : await ask(api, 'settings.set', { key, value });
    settingsStore.setState({ values });
  } catch (error) {
    if (before !== undefined) settingsStore.setState({ values: before });
    throw error;
  }
}
