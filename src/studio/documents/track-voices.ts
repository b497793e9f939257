import { unpackEvidence } from '../../core/stages/diarize/evidence-codec.ts';
import type { ClusterModel } from '../../core/stages/diarize/candidates.ts';
import { EVIDENCE_STAGE } from '../../core/stages/diarize/diarize-stage.ts';
import type { Place } from '../../core/stages/diarize/turns.ts';
import { createVoiceSpace, type VoiceSpace } from '../../core/stages/diarize/voice-space.ts';
import { clusteringOf } from '../../platform/models/clustering.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import { artifactPath, readWhole } from '../../platform/storage/artifact-files.ts';
import { AppError } from '../../shared/app-error.ts';
import { modelFolders } from '../folders.ts';
import { artifactsFolderOf, type Library } from '../queue/library.ts';
import { readSpec } from '../queue/row-spec.ts';
import { currentDocument } from './open-document.ts';

/** What is needed to tell the speakers of a track apart again. */
export interface TrackVoices {
  readonly space: VoiceSpace;
  readonly place: Place;
  readonly model: ClusterModel;
}

/** Prepared tracks by what was heard and the models that told speakers apart; each takes some 50 MB for 4 h. */
const MOST_PREPARED = 2;
const prepared = new Map<string, TrackVoices>();

/**
 * What the models heard in a track of a job's recording. The first look at a recording takes a second or two for hours of
 * it, later ones nothing: whoever changes the document looks at it afterwards. Throws `evidence-missing` when it was not
 * kept, and `model-missing` when the embedder is gone.
 */
export async function trackVoices(library: Library, jobId: number, track: number): Promise<TrackVoices> {
  const { document } = currentDocument(library, jobId);
  const rows = library.artifacts.ofJob(jobId).filter((row) => row.stage === EVIDENCE_STAGE.id && row.track === track);
  const row = rows.at(-1);
  if (row === undefined) throw notKept(jobId, track);
  const used = document.provenance.find((entry) => entry.stage === 'diarize')?.model ?? '';
  const key = `${row.hash} ${used}`;
  const known = prepared.get(key) ?? (await prepare(library, jobId, row.hash, used));
  if (known === undefined) throw notKept(jobId, track);
  prepared.delete(key);
  prepared.set(key, known);
  for (const oldest of prepared.keys()) if (prepared.size > MOST_PREPARED) prepared.delete(oldest);
  return known;
}

async function prepare(library: Library, jobId: number, hash: string, used: string): Promise<TrackVoices | undefined> {
  const bytes = await readWhole(artifactPath(artifactsFolderOf(library), hash), hash);
  const read = bytes === undefined ? undefined : unpackEvidence(bytes);
  if (read === undefined) return undefined;
  const model = await modelOf(library, jobId, read.evidence.embeddings.model, used.split(' + '));
  return { space: createVoiceSpace(read.evidence), place: read.place, model };
}

/** The calibration of the embedder, and PLDA when it is among the models that were used. */
async function modelOf(
  library: Library,
  jobId: number,
  embedder: string,
  used: readonly string[],
): Promise<ClusterModel> {
  const row = library.jobs.get(jobId);
  const folders = (row === undefined ? undefined : readSpec(row)?.modelFolders) ?? modelFolders(undefined);
  const installed = await listInstalledModels(folders);
  const embedding = installed.find((model) => model.manifest.id === embedder);
  if (embedding === undefined) {
    throw new AppError('model-missing', {
      what: `The speaker embedding model ${embedder} is not installed any more.`,
      meaning: 'Its calibration is needed to tell the speakers of this recording apart again; nothing was changed.',
      action: `Install it with \`voxlane models pull ${embedder}\`, or run the job again.`,
    });
  }
  const plda = installed.find((model) => model.manifest.layout === 'plda-npz' && used.includes(model.manifest.id));
  return clusteringOf(embedding, plda);
}

function notKept(jobId: number, track: number): AppError {
  return new AppError('evidence-missing', {
    what: `What was heard of the voices in job ${jobId}, track ${track}, is not kept.`,
    meaning: 'Its speakers cannot be told apart again without listening to the recording; nothing was changed.',
    action: 'Run the job again with the setting `keepArtifacts` on, e.g. with `voxlane queue change`.',
  });
}
