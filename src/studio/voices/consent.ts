import type { VoicesState } from '../../contract/voice-calls.ts';
import { CONSENT_VERSION } from '../../core/voices/consent.ts';
import { commitErasing, removeBackupsWithVoices } from '../../platform/store/erase.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { setSetting } from '../settings/settings.ts';
import { isVoiceLibraryOn } from './voice-library.ts';

/** What the voice library holds, and whether it is on. */
export function voicesState(library: Library): VoicesState {
  const { voices } = library;
  const people = voices.people();
  const consent = voices.consent();
  return {
    on: isVoiceLibraryOn(library),
    ...(consent === undefined ? {} : { consent: { text_version: consent.textVersion, given_at: consent.givenAt } }),
    people: people.length,
    samples: people.reduce((sum, { id }) => sum + voices.samples(id).length, 0),
  };
}

/** Records the consent and switches the voice library on. Throws `options-invalid` when another text was agreed to. */
export function enableVoices(library: Library, textVersion: number): VoicesState {
  if (textVersion !== CONSENT_VERSION) throw otherText();
  library.store.commit(() => library.voices.addConsent(textVersion, Date.now()));
  setSetting(library, 'voiceLibrary', 'on');
  return voicesState(library);
}

/** Switches it off. Unless `keep`, voices and consents are deleted. */
export function disableVoices(library: Library, keep: boolean): VoicesState {
  setSetting(library, 'voiceLibrary', 'off');
  if (!keep) {
    deleteAllVoices(library);
    library.store.commit(() => library.voices.removeConsents());
  }
  return voicesState(library);
}

/** Deletes every person and every voice for good, on or off. */
export function deleteAllVoices(library: Library): VoicesState {
  commitErasing(library.store, () => library.voices.removeAll());
  removeBackupsWithVoices(library.store);
  return voicesState(library);
}

function otherText(): AppError {
  return new AppError('options-invalid', {
    what: 'The text that was agreed to is not the one of this version.',
    meaning: 'The voice library was not switched on.',
    action: 'Read the text again: `voxlane voices enable`.',
  });
}
