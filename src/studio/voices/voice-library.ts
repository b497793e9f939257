import { CONSENT_VERSION } from '../../core/voices/consent.ts';
import { personName } from '../../core/voices/person-name.ts';
import type { KnownVoice } from '../../core/voices/score.ts';
import type { PersonRow } from '../../platform/store/voices-table.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { readSettings } from '../settings/settings.ts';

/** Whether voices may be stored and looked at: switched on, and agreed to in the words of today. */
export function isVoiceLibraryOn(library: Library): boolean {
  const consent = library.voices.consent();
  return readSettings(library).values.voiceLibrary === 'on' && consent?.textVersion === CONSENT_VERSION;
}

/** Throws `voice-library-off` unless it is on. Returns the consent that new samples belong to. */
export function requireVoiceLibrary(library: Library): number {
  const consent = library.voices.consent();
  if (consent !== undefined && isVoiceLibraryOn(library)) return consent.id;
  throw new AppError('voice-library-off', {
    what: 'The voice library is off.',
    meaning: 'No voice is stored, and none is recognised.',
    action: 'Run `voxlane voices enable` to read what it stores and switch it on.',
  });
}

/** Everybody the voice library knows, by name. */
export function knownVoices({ voices }: Library): KnownVoice[] {
  return voices.people().map(({ id, name }) => ({ name, samples: voices.samples(id) }));
}

/** The person of that name. */
export function findPerson(library: Library, name: string): PersonRow | undefined {
  const known = checkName(name);
  return library.voices.people().find((person) => person.name === known);
}

/** The same. Throws `options-invalid` when there is none. */
export function requirePerson(library: Library, name: string): PersonRow {
  const person = findPerson(library, name);
  if (person !== undefined) return person;
  throw new AppError('options-invalid', {
    what: `The voice library knows nobody called "${checkName(name)}".`,
    meaning: 'Nothing was changed.',
    action: 'Run `voxlane voices list` to see who is known.',
  });
}

/** A name as it is stored. Throws `options-invalid` for what is none. */
export function checkName(text: string): string {
  const name = personName(text);
  if (name !== undefined) return name;
  throw new AppError('options-invalid', {
    what: 'That is no name: it is empty, too long or holds control characters.',
    meaning: 'Nothing was changed.',
    action: 'Give a name of 1 to 200 characters on one line.',
  });
}
