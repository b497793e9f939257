import type { VoxlaneDocument } from '../../core/document/types.ts';
import { diarizeCodec } from '../../core/pipeline/stage-codecs.ts';
import { DIARIZE_STAGE, EVIDENCE_STAGE } from '../../core/stages/diarize/diarize-stage.ts';
import { unpackEvidence } from '../../core/stages/diarize/evidence-codec.ts';
import { voicesOfTurns } from '../../core/stages/diarize/voices-of-turns.ts';
import { documentVoices, heardVoices, type HeardVoices, joinVoices } from '../../core/voices/document-voices.ts';
import type { SpeakerVoice } from '../../core/voices/voice.ts';
import { artifactPath, readWhole } from '../../platform/storage/artifact-files.ts';
import { artifactsFolderOf, type Library } from '../queue/library.ts';

/** A stored output of a stage. */
interface StoredOutput {
  readonly stage: string;
  readonly track: number;
  readonly hash: string;
  readonly path: string;
}

const STAGE = DIARIZE_STAGE.id;
/** Names the outputs that say what voices are like: of diarization, and of the models it listens with. */
export const VOICE_STAGES: readonly string[] = [STAGE, EVIDENCE_STAGE.id];

/**
 * The voices of a document's speakers, from the outputs of diarization that its job used; they are stored nowhere else.
 * Of outputs with other options the one is taken that the document was made of. Files that are gone or damaged count as
 * absent.
 */
export async function voicesFrom(
  outputs: readonly StoredOutput[],
  document: VoxlaneDocument,
): Promise<readonly SpeakerVoice[]> {
  const voices: SpeakerVoice[] = [];
  const diarized = outputs.filter(({ stage }) => stage === STAGE);
  for (const track of [...new Set(diarized.map((output) => output.track))].sort((a, b) => a - b)) {
    const recast = await recastVoices(outputs, track, document);
    if (recast !== undefined) {
      voices.push(...recast);
      continue;
    }
    let best: ReturnType<typeof documentVoices> = { agreement: 0, voices: [] };
    for (const candidate of diarized.filter((output) => output.track === track)) {
      const heard = await readVoices(candidate);
      const found = heard === undefined ? best : documentVoices(heard, document);
      if (found.agreement > best.agreement) best = found;
    }
    voices.push(...best.voices);
  }
  // Somebody may be heard in several channels.
  return joinVoices(voices);
}

/** The voices of a track whose speakers were told apart again, from what the models heard; `undefined` for any other. */
async function recastVoices(
  outputs: readonly StoredOutput[],
  track: number,
  document: VoxlaneDocument,
): Promise<readonly SpeakerVoice[] | undefined> {
  const { speakerWishes, turns } = document;
  const output = outputs.findLast(({ stage, track: of }) => stage === EVIDENCE_STAGE.id && of === track);
  if (speakerWishes === undefined || output === undefined) return undefined;
  const bytes = await readWhole(output.path, output.hash);
  const heard = bytes === undefined ? undefined : unpackEvidence(bytes);
  if (heard === undefined || !speakerWishes.some(({ channel }) => channel === heard.place.channel)) return undefined;
  const own = turns.filter(({ channel }) => channel === heard.place.channel);
  return heardVoices(own, voicesOfTurns(heard, own)).voices;
}

/** The voices of a job's document as it is now. */
export function jobVoices(
  library: Library,
  jobId: number,
  document: VoxlaneDocument,
): Promise<readonly SpeakerVoice[]> {
  const folder = artifactsFolderOf(library);
  const outputs = library.artifacts
    .ofJob(jobId)
    .map(({ stage, track, hash }) => ({ stage, track, hash, path: artifactPath(folder, hash) }));
  return voicesFrom(outputs, document);
}

async function readVoices({ path, hash }: StoredOutput): Promise<HeardVoices | undefined> {
  const bytes = await readWhole(path, hash);
  const output = bytes === undefined ? undefined : diarizeCodec.unpack(outputIn(bytes));
  return output === undefined ? undefined : heardVoices(output.turns, output.speakers);
}

function outputIn(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && 'output' in value ? value.output : undefined;
  } catch {
    return undefined;
  }
}
