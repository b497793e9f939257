import type { HandlersOf } from '../handlers.ts';
import { readSettings, resetSetting, setSetting } from './settings.ts';

/** The calls about settings. */
export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.get': (_input, { library }) => readSettings(library),
  'settings.set': ({ key, value }, { library }) => setSetting(library, key, value),
  'settings.reset': ({ key }, { library }) => resetSetting(library, key),
};
