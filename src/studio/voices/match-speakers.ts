import type { SpeakerMatch } from '../../contract/voice-calls.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { matchVoices, type VoiceMatch } from '../../core/voices/match.ts';
import { UNCALIBRATED, type VoiceScale, voiceScale } from '../../core/voices/scale.ts';
import type { SpeakerVoice } from '../../core/voices/voice.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import { currentDocument } from '../documents/open-document.ts';
import { modelFolders } from '../folders.ts';
import type { Library } from '../queue/library.ts';
import { readSettings } from '../settings/settings.ts';
import { jobVoices } from './job-voices.ts';
import { knownVoices, requireVoiceLibrary } from './voice-library.ts';

/** Who those speakers are, as far as the voice library knows. */
export async function matchKnown(
  library: Library,
  voices: readonly SpeakerVoice[],
  folders: readonly string[] = modelFolders(readSettings(library).values.modelsFolder),
): Promise<readonly VoiceMatch[]> {
  const people = knownVoices(library);
  if (voices.length === 0 || people.length === 0) return [];
  return matchVoices(voices, people, await scales(folders));
}

/** What scores mean, by the manifests of the models on this machine. A model that is gone is not calibrated any more. */
export async function scales(folders: readonly string[]): Promise<(model: string) => VoiceScale> {
  const installed = await listInstalledModels(folders);
  const known = new Map(
    installed
      .filter(({ manifest }) => manifest.task === 'embedding')
      .map(({ manifest }) => [manifest.id, voiceScale(manifest.params)] as const),
  );
  return (model) => known.get(model) ?? UNCALIBRATED;
}

/** Who every speaker of a job's document may be. Throws `voice-library-off` and what `openDocument` throws. */
export async function matchJob(library: Library, jobId: number): Promise<SpeakerMatch[]> {
  requireVoiceLibrary(library);
  const { document } = currentDocument(library, jobId);
  const voices = await jobVoices(library, jobId, document);
  return describeMatches(document, voices, await matchKnown(library, voices));
}

/** Matches with what the document calls the speakers. */
export function describeMatches(
  document: VoxlaneDocument,
  voices: readonly SpeakerVoice[],
  matches: readonly VoiceMatch[],
): SpeakerMatch[] {
  return document.speakers.map(({ id, name: called }) => {
    const match = matches.find(({ speaker }) => speaker === id);
    if (match !== undefined) return { ...match, called };
    const heard = voices.some(({ speaker }) => speaker === id);
    return { speaker: id, called, band: heard ? 'unknown' : 'no-voice' };
  });
}
