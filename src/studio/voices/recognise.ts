import type { ConfirmedVoice, Recognised } from '../../contract/voice-calls.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { isUnnamed, nameSpeakers, sureNames } from '../../core/voices/name-speakers.ts';
import type { StageArtifact } from '../../engine/protocol/jobs.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { editDocument } from '../documents/edit-document.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { Library } from '../queue/library.ts';
import { jobVoices, voicesFrom } from './job-voices.ts';
import { describeMatches, matchJob, matchKnown } from './match-speakers.ts';
import { enrolVoice } from './people.ts';
import { isVoiceLibraryOn, requireVoiceLibrary } from './voice-library.ts';

/**
 * Names the speakers of a fresh document that the voice library is sure of; unchanged when it is off or knows nobody.
 * Never rejects: what goes wrong becomes an alert, for a job is not lost over a name.
 */
export async function recogniseFresh(
  library: Library,
  document: VoxlaneDocument,
  outputs: readonly StageArtifact[],
  modelFolders: readonly string[],
): Promise<VoxlaneDocument> {
  try {
    if (!isVoiceLibraryOn(library)) return document;
    const voices = await voicesFrom(outputs, document);
    const matches = await matchKnown(library, voices, modelFolders);
    return matches.length === 0 ? document : nameSpeakers(document, matches, voices[0]?.model ?? '');
  } catch (error) {
    const reason = toAppError(error).parts.what;
    const message = `The voice library could not be asked who speaks. ${reason}`;
    const values = { reason };
    return {
      ...document,
      alerts: [...document.alerts, { code: 'voices-failed', severity: 'warning', stage: 'voices', message, values }],
    };
  }
}

/** Names the unnamed speakers of a document that are recognised now, as one undo step. Never rejects. */
export async function recogniseJob(library: Library, jobId: number): Promise<Recognised> {
  try {
    requireVoiceLibrary(library);
    const voices = await jobVoices(library, jobId, currentDocument(library, jobId).document);
    const matches = await matchKnown(library, voices);
    // As it is now: somebody may have been named while the voices were read.
    const { document } = currentDocument(library, jobId);
    const named = sureNames(document, matches);
    if (named.length > 0) {
      const operations = named.map(({ speaker, name }) => ({ kind: 'rename-speaker', speaker, name }));
      refuseOrGoOn(editDocument(library, jobId, operations, LABEL));
    }
    const described = describeMatches(document, voices, matches);
    const isNamed = (id: string): boolean => named.some(({ speaker }) => speaker === id);
    return {
      kind: 'done',
      id: jobId,
      renamed: described.filter(({ speaker }) => isNamed(speaker)),
      suggested: described.filter(
        ({ band, speaker, name, called }) =>
          (band === 'suggest' || band === 'sure') && !isNamed(speaker) && name !== called,
      ),
    };
  } catch (error) {
    return { kind: 'failed', id: jobId, error: toAppError(error).toData() };
  }
}

const LABEL = 'names by the voice library';

/**
 * The person found becomes the speaker's name, and the speaker's voice one more sample of that person, where it says enough.
 */
export async function confirmMatch(library: Library, jobId: number, speaker: string): Promise<ConfirmedVoice> {
  const match = (await matchJob(library, jobId)).find((each) => each.speaker === speaker);
  if (match?.name === undefined || (match.band !== 'sure' && match.band !== 'suggest')) {
    throw nothingToConfirm(jobId, speaker);
  }
  const { name } = match;
  const own = speakerOf(library, jobId, speaker);
  if (own === undefined || (!isUnnamed(own) && own.name !== name)) {
    throw namedOtherwise(jobId, speaker, own?.name ?? '', name);
  }
  const confirmed = await enrolVoice(library, jobId, speaker, name).then(
    (voice): ConfirmedVoice => ({ ...voice, stored: true }),
    (error: unknown): ConfirmedVoice => {
      // Who it is was said all the same.
      if (toAppError(error).code === 'voice-missing') return { name, stored: false };
      throw error;
    },
  );
  // A name that somebody gave meanwhile stays.
  const now = speakerOf(library, jobId, speaker);
  if (now !== undefined && isUnnamed(now)) {
    refuseOrGoOn(editDocument(library, jobId, [{ kind: 'rename-speaker', speaker, name }], LABEL));
  }
  return confirmed;
}

function speakerOf(library: Library, jobId: number, speaker: string): VoxlaneDocument['speakers'][number] | undefined {
  return currentDocument(library, jobId).document.speakers.find(({ id }) => id === speaker);
}

function refuseOrGoOn(result: ReturnType<typeof editDocument>): void {
  if (result.kind !== 'refused') return;
  throw new AppError('options-invalid', {
    what: result.reason,
    meaning: 'The document was not changed.',
    action: 'Rename the speaker by hand: `voxlane library edit`.',
  });
}

function nothingToConfirm(jobId: number, speaker: string): AppError {
  return new AppError('options-invalid', {
    what: `The voice library has no suggestion for ${speaker} of job ${jobId}.`,
    meaning: 'Nothing was stored or changed.',
    action: `Say who it is: \`voxlane voices add NAME --from ${jobId}:${speaker}\`.`,
  });
}

function namedOtherwise(jobId: number, speaker: string, called: string, name: string): AppError {
  return new AppError('options-invalid', {
    what: `${speaker} of job ${jobId} is called ${called}, and the suggestion is ${name}.`,
    meaning: 'Nothing was stored or changed.',
    action: `Say who it is: \`voxlane voices add NAME --from ${jobId}:${speaker}\`.`,
  });
}
