import type { HandlersOf } from '../handlers.ts';
import { AppError } from '../../shared/app-error.ts';
import { readSettings, resetSetting, setSetting } from './settings.ts';

/** The calls about settings. */
export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.get': (_input, { library }) => readSettings(library),
  'settings.set'({ key, value }, { library }) {
    if (key === 'voiceLibrary' && value === 'on') throw needsConsent();
    return setSetting(library, key, value);
  },
  'settings.reset': ({ key }, { library }) => resetSetting(library, key),
};

function needsConsent(): AppError {
  return new AppError('options-invalid', {
    what: 'The voice library is not switched on as a setting.',
    meaning: 'It stores biometric data, so its consent text comes first. Nothing was changed.',
    action: 'Run `voxlane voices enable`.',
  });
}
