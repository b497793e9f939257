import type { EnrolledVoice, PersonView } from '../../contract/voice-calls.ts';
import { SURE_SPEECH_MS } from '../../core/voices/match.ts';
import { joinSamples, withSample } from '../../core/voices/samples.ts';
import { scoreVoice } from '../../core/voices/score.ts';
import { commitErasing } from '../../platform/store/erase.ts';
import type { PersonRow } from '../../platform/store/voices-table.ts';
import { AppError } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import { modelFolders } from '../folders.ts';
import type { Library } from '../queue/library.ts';
import { readSettings } from '../settings/settings.ts';
import { jobVoices } from './job-voices.ts';
import { scales } from './match-speakers.ts';
import { checkName, findPerson, requirePerson, requireVoiceLibrary } from './voice-library.ts';

/** Everybody, by name. Throws `voice-library-off`. */
export function listPeople(library: Library): PersonView[] {
  requireVoiceLibrary(library);
  return library.voices.people().map((person) => viewOf(library, person));
}

/** One person. Throws `voice-library-off`, and `options-invalid` for a name that nobody has. */
export function showPerson(library: Library, name: string): PersonView {
  requireVoiceLibrary(library);
  return viewOf(library, requirePerson(library, name));
}

/**
 * Adds the voice of a document's speaker to a person, who is made when not known yet; on the disk when this returns. Throws
 * `voice-library-off`, `voice-missing`, `options-invalid` and what `openDocument` throws; nothing is changed then.
 */
export async function enrolVoice(
  library: Library,
  jobId: number,
  speaker: string,
  name: string,
): Promise<EnrolledVoice> {
  requireVoiceLibrary(library);
  const known = checkName(name);
  const { document } = currentDocument(library, jobId);
  if (!document.speakers.some(({ id }) => id === speaker)) throw noSuchSpeaker(jobId, speaker);
  const voices = await jobVoices(library, jobId, document);
  const scaleOf = await scales(modelFolders(readSettings(library).values.modelsFolder));
  // Looked at last: meanwhile the library may be off, or the person have got another voice.
  const consentId = requireVoiceLibrary(library);
  const voice = voices.find((each) => each.speaker === speaker);
  if (voice === undefined) throw noVoice(jobId, speaker);
  if (voice.speechMs < SURE_SPEECH_MS) throw tooLittle(jobId, speaker);
  const person = findPerson(library, known);
  const before = person === undefined ? [] : library.voices.samples(person.id);
  const { model, speechMs, vector } = voice;
  const { contentId: recording, name: title } = document.media;
  const others = before.filter((sample) => sample.recording !== recording);
  const likeness = scoreVoice({ name: known, samples: others }, voice);
  const sample = { consentId, model, recording, title, speechMs, vector: Float32Array.from(vector) };
  const after = withSample(before, sample);
  commitErasing(library.store, () => {
    library.voices.putSamples(person?.id ?? library.voices.addPerson(known), after);
  });
  return {
    name: known,
    created: person === undefined,
    samples: after.length,
    speech: speechMs,
    ...(likeness === undefined ? {} : { likeness }),
    unlike: likeness !== undefined && likeness < scaleOf(model).suggest,
  };
}

/** Throws `options-invalid` when somebody else has the name already. */
export function renamePerson(library: Library, name: string, to: string): PersonView {
  requireVoiceLibrary(library);
  const person = requirePerson(library, name);
  const renamed = { ...person, name: checkName(to) };
  const other = findPerson(library, to);
  if (other !== undefined && other.id !== person.id) throw nameTaken(other.name, name);
  commitErasing(library.store, () => library.voices.renamePerson(person.id, renamed.name));
  return viewOf(library, renamed);
}

/** Makes two people one, who keeps the name of `into`. */
export function mergePeople(library: Library, from: string, into: string): PersonView {
  requireVoiceLibrary(library);
  const [gone, kept] = [requirePerson(library, from), requirePerson(library, into)];
  if (gone.id === kept.id) throw samePerson(kept.name);
  const joined = joinSamples(library.voices.samples(kept.id), library.voices.samples(gone.id));
  commitErasing(library.store, () => {
    library.voices.removePerson(gone.id);
    library.voices.putSamples(kept.id, joined);
  });
  return viewOf(library, kept);
}

/** Deletes a person with all samples, also while the voice library is off. */
export function removePerson(library: Library, name: string): { readonly name: string; readonly samples: number } {
  const person = requirePerson(library, name);
  const samples = library.voices.samples(person.id).length;
  commitErasing(library.store, () => library.voices.removePerson(person.id));
  return { name: person.name, samples };
}

function viewOf({ voices }: Library, { id, name }: PersonRow): PersonView {
  const samples = voices.samples(id);
  return {
    name,
    speech: samples.reduce((sum, { speechMs }) => sum + speechMs, 0),
    models: [...new Set(samples.map(({ model }) => model))],
    samples: samples.map(({ title, model, speechMs }) => ({ recording: title, model, speech: speechMs })),
  };
}

function noSuchSpeaker(jobId: number, speaker: string): AppError {
  return new AppError('options-invalid', {
    what: `The document of job ${jobId} has no speaker ${speaker}.`,
    meaning: 'Nothing was stored.',
    action: `Run \`voxlane library show ${jobId}\` to see its speakers.`,
  });
}

function noVoice(jobId: number, speaker: string): AppError {
  return new AppError('voice-missing', {
    what: `Job ${jobId} has no voice of ${speaker}.`,
    meaning:
      'They never talk alone, most of their turns were given to somebody else, or the results of stages were not kept ' +
      '(setting keepArtifacts). Nothing was stored.',
    action: 'Choose another speaker, or run the recording again with keepArtifacts on.',
  });
}

function tooLittle(jobId: number, speaker: string): AppError {
  return new AppError('voice-missing', {
    what: `${speaker} of job ${jobId} talks alone for less than ${SURE_SPEECH_MS / 1000} s.`,
    meaning: 'That is too little to know a voice by. Nothing was stored.',
    action: 'Choose a recording in which they talk more.',
  });
}

function nameTaken(name: string, from: string): AppError {
  return new AppError('options-invalid', {
    what: `The voice library knows another ${name}.`,
    meaning: 'Nothing was changed.',
    action: `If they are one person, run \`voxlane voices merge "${from}" "${name}"\`.`,
  });
}

function samePerson(name: string): AppError {
  return new AppError('options-invalid', {
    what: `${name} cannot be merged with themselves.`,
    meaning: 'Nothing was changed.',
    action: 'Name two people.',
  });
}
