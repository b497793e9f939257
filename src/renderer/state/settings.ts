import { type SettingKey, SETTINGS, type Settings } from '../../core/settings/schema.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { ask } from '../client/ask.ts';
import { store } from './store.ts';

/** The settings of the library as the page knows them. */
export const settingsStore = store<{ readonly values?: Settings }>({});

/** The value of a setting now; the standard one before the library was asked. */
export function settingNow<Key extends SettingKey>(key: Key): Settings[Key] {
  const { values } = settingsStore.getState();
  // The table of settings is typed by each key; what stands under a key is of its type.
  return (values === undefined ? SETTINGS[key].default : values[key]) as Settings[Key];
}

/** Whether the browser underlines misspelt words in the text of cues; selects from `settingsStore`. */
export function spellChecked({ values }: { readonly values?: Settings }): boolean {
  return values?.spellCheck ?? SETTINGS.spellCheck.default;
}

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
