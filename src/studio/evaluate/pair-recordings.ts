import { basename } from 'node:path';
import type { EvaluationSide } from '../../core/evaluate/evaluation-side.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { filesByStem, readTogether } from './read-folder.ts';
import { readSides } from './read-sides.ts';

interface RecordingPair {
  readonly kind: 'pair';
  readonly name: string;
  readonly reference: EvaluationSide;
  readonly hypothesis: EvaluationSide;
  readonly notes: readonly string[];
}

/** Two sides of one recording, or why there are none. */
export type Pairing = RecordingPair | { readonly kind: 'failed'; readonly name: string; readonly error: AppError };

export interface Pairings {
  readonly pairs: readonly Pairing[];
  readonly notes: readonly string[];
}

/**
 * Two files: the recordings of two RTTM files by id, anything else as one recording. A recording without any record in
 * the hypothesis counts as one in which nobody was found. Throws what `readSides` throws.
 */
export async function pairFiles(referencePath: string, hypothesisPath: string): Promise<Pairings> {
  const reference = await readSides(referencePath);
  const hypothesis = await readSides(hypothesisPath);
  const notes = [...reference.notes, ...hypothesis.notes];
  const [[referenceId, said] = ['', {}], ...moreSaid] = reference.sides;
  const [[hypothesisId, heard] = ['', {}], ...moreHeard] = hypothesis.sides;
  if (moreSaid.length === 0 && moreHeard.length === 0) {
    const bothIds = said.transcript === undefined && heard.transcript === undefined && heard.turns?.length !== 0;
    if (bothIds && referenceId !== hypothesisId) {
      notes.push(`The reference is about "${referenceId}", the hypothesis about "${hypothesisId}"; taken as the same.`);
    }
    return { pairs: [{ kind: 'pair', name: referenceId, reference: said, hypothesis: heard, notes: [] }], notes };
  }
  if (moreSaid.length === 0 && !hypothesis.sides.has(referenceId)) throw noSuchRecording(referenceId, hypothesisPath);
  if (moreHeard.length === 0 && heard.transcript !== undefined && !reference.sides.has(hypothesisId)) {
    throw noSuchRecording(hypothesisId, referencePath);
  }
  const extra = [...hypothesis.sides.keys()].filter((id) => !reference.sides.has(id));
  if (extra.length > 0) {
    notes.push(`${basename(hypothesisPath)}: not in the reference and not scored: ${extra.join(', ')}.`);
  }
  const names = moreHeard.length === 0 && heard.transcript !== undefined ? [hypothesisId] : reference.sides.keys();
  return {
    pairs: [...names].map((name): Pairing => {
      const missing = !hypothesis.sides.has(name);
      return {
        kind: 'pair',
        name,
        reference: reference.sides.get(name) ?? {},
        hypothesis: hypothesis.sides.get(name) ?? { turns: [] },
        notes: missing ? [`${name}: not in the hypothesis; scored as if nobody had been found.`] : [],
      };
    }),
    notes,
  };
}

/**
 * Two folders: files of the same name, whatever their extension. A reference without a counterpart, and files that
 * cannot be read, fail by themselves. Throws `input-unreadable`, and `input-not-found` when no name is in both.
 */
export async function pairFolders(referenceFolder: string, hypothesisFolder: string): Promise<Pairings> {
  const references = await filesByStem(referenceFolder);
  const hypotheses = await filesByStem(hypothesisFolder);
  if (![...references.keys()].some((name) => hypotheses.has(name))) {
    throw new AppError('input-not-found', {
      what: `No file of ${referenceFolder} has a counterpart of the same name in ${hypothesisFolder}.`,
      meaning: 'Nothing was scored.',
      action: 'Name the files of both folders alike; they may differ in what stands behind the dot.',
    });
  }
  const pairs: Pairing[] = [];
  for (const [name, paths] of references) {
    try {
      const counterpart = hypotheses.get(name);
      if (counterpart === undefined) throw noCounterpart(name, hypothesisFolder);
      const reference = await readTogether(paths);
      const hypothesis = await readTogether(counterpart);
      pairs.push({
        kind: 'pair',
        name,
        reference: reference.side,
        hypothesis: hypothesis.side,
        notes: [...reference.notes, ...hypothesis.notes],
      });
    } catch (cause) {
      pairs.push({ kind: 'failed', name, error: toAppError(cause) });
    }
  }
  const extra = [...hypotheses.keys()].filter((name) => !references.has(name)).length;
  return { pairs, notes: extra === 0 ? [] : [`${extra} names of ${hypothesisFolder} have no reference; not scored.`] };
}

function noCounterpart(name: string, folder: string): AppError {
  return new AppError('input-not-found', {
    what: `${folder} holds no file called ${name}.`,
    meaning: 'This recording was not scored and is not in the totals.',
    action: 'Add it, or take the reference out.',
  });
}

function noSuchRecording(name: string, path: string): AppError {
  return new AppError('format-invalid', {
    what: `${path} holds several recordings and none is called ${name}.`,
    meaning: 'It is not clear which of them to compare.',
    action: 'Give a file with that recording only, or use the same file id on both sides.',
  });
}
