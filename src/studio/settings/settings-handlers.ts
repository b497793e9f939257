import type { SettingKey } from '../../core/settings/schema.ts';
import type { Library } from '../queue/library.ts';
import type { HandlersOf } from '../handlers.ts';
import { AppError } from '../../shared/app-error.ts';
import { type CurrentSettings, readSettings, resetSetting, setSetting } from './settings.ts';

/** What language models in memory were opened with. */
const OF_MODELS: ReadonlySet<string> = new Set<SettingKey>(['languageModels', 'modelsFolder', 'device']);

/** The calls about settings. */
export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.get': (_input, { library }) => readSettings(library),
  'settings.set'({ key, value }, { library }) {
    if (key === 'voiceLibrary' && value === 'on') throw needsConsent();
    return changed(library, key, setSetting(library, key, value));
  },
  'settings.reset': ({ key }, { library }) => changed(library, key, resetSetting(library, key)),
};

function changed(library: Library, key: string, now: CurrentSettings): CurrentSettings {
  // It says itself what goes wrong with it.
  if (OF_MODELS.has(key)) void library.warmModels.giveUp();
  return now;
}

function needsConsent(): AppError {
  return new AppError('options-invalid', {
    what: 'The voice library is not switched on as a setting.',
    meaning: 'It stores biometric data, so its consent text comes first. Nothing was changed.',
    action: 'Run `voxlane voices enable`.',
  });
}
