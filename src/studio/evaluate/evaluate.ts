import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvaluationSide } from '../../core/evaluate/evaluation-side.ts';
import { readUem, type EvaluationMaps } from '../../core/evaluate/read-uem.ts';
import { scoreRecording, type EvaluationOptions, type RecordingScores } from '../../core/evaluate/score-recording.ts';
import { timelineSvg } from '../../core/evaluate/timeline-svg.ts';
import { totalScores, type TotalScores } from '../../core/evaluate/total-scores.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Span } from '../../core/timeline/span.ts';
import { outputStems } from '../output-names.ts';
import { pairFiles, pairFolders, type Pairing } from './pair-recordings.ts';

export interface EvaluateRequest {
  readonly reference: string;
  readonly hypothesis: string;
  readonly uem?: string;
  /** Where the picture goes; with several recordings a folder for one picture each. */
  readonly svg?: string;
  readonly options: Omit<EvaluationOptions, 'uem'>;
}

/** What became of one recording. */
export type EvaluatedRecording =
  | {
      readonly kind: 'scored';
      readonly name: string;
      readonly scores: RecordingScores;
      readonly notes: readonly string[];
      readonly picture?: string;
    }
  | { readonly kind: 'failed'; readonly name: string; readonly error: AppError };

export interface Evaluation {
  readonly recordings: readonly EvaluatedRecording[];
  readonly total: TotalScores;
  readonly notes: readonly string[];
}

/**
 * Scores a file against a reference file, or the files of a folder against those of the same name in another. Throws
 * `AppError` when nothing can be scored; in folders one bad file is a failed recording and the others go on.
 */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const maps = request.uem === undefined ? undefined : readUem((await readTextFile(request.uem)).text);
  const [referenceIsFolder, hypothesisIsFolder] = await Promise.all([
    isFolder(request.reference),
    isFolder(request.hypothesis),
  ]);
  if (referenceIsFolder !== hypothesisIsFolder) {
    throw new AppError('options-invalid', {
      what: 'One of the two is a folder and the other is not.',
      meaning: 'Nothing was scored.',
      action: 'Give two files, or two folders with files of the same names.',
    });
  }
  const { pairs, notes } = await (referenceIsFolder ? pairFolders : pairFiles)(request.reference, request.hypothesis);
  const single = pairs.length === 1 && !referenceIsFolder;
  const pictures = await planPictures(request.svg, pairs, single);
  const recordings: EvaluatedRecording[] = [];
  for (const [index, pair] of pairs.entries()) {
    recordings.push(await evaluatePair(pair, request, maps, { single, picture: pictures[index] }));
  }
  const scores = recordings.flatMap((entry) => (entry.kind === 'scored' ? [entry.scores] : []));
  return { recordings, total: totalScores(scores), notes };
}

async function evaluatePair(
  pair: Pairing,
  { options }: EvaluateRequest,
  maps: EvaluationMaps | undefined,
  { single, picture }: { readonly single: boolean; readonly picture: string | undefined },
): Promise<EvaluatedRecording> {
  if (pair.kind === 'failed') return pair;
  const { name, reference, hypothesis } = pair;
  const uem = maps === undefined ? undefined : mapOf(maps, name, single);
  if (maps !== undefined && uem === undefined) {
    const error = notInMap(name);
    if (single) throw error;
    return { kind: 'failed', name, error };
  }
  const scores = scoreRecording(reference, hypothesis, { ...options, ...(uem === undefined ? {} : { uem }) });
  if (scores.speakers === undefined && scores.words === undefined) {
    const error = nothingInCommon(name, reference, hypothesis);
    if (single) throw error;
    return { kind: 'failed', name, error };
  }
  const drawn = scores.speakers === undefined ? undefined : picture;
  if (drawn !== undefined && scores.speakers !== undefined) {
    const svg = timelineSvg({
      title: name,
      reference: reference.turns ?? [],
      hypothesis: hypothesis.turns ?? [],
      scores: scores.speakers,
      ...(uem === undefined ? {} : { uem }),
    });
    await writeFileAtomic(drawn, svg);
  }
  const undrawn = picture !== undefined && drawn === undefined;
  const notes = undrawn
    ? [...pair.notes, `There is no picture of ${name}: it shows speakers, on both sides.`]
    : pair.notes;
  return { kind: 'scored', name, scores, notes, ...(drawn === undefined ? {} : { picture: drawn }) };
}

/** Paths of the pictures in the order of the pairs; names of recordings may be anything, so they are made file names. */
async function planPictures(
  svg: string | undefined,
  pairs: readonly Pairing[],
  single: boolean,
): Promise<readonly (string | undefined)[]> {
  if (svg === undefined) return [];
  if (single) return [svg];
  await makeFolder(svg);
  // eslint-disable-next-line no-control-regex -- control characters are what is replaced
  const names = pairs.map(({ name }) => `${name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/^\.+/, '_')}.svg`);
  return outputStems(names, () => svg).map((stem) => join(svg, `${stem}.svg`));
}

/** A map for one recording is that of the only recording, whatever it is called. */
function mapOf(maps: EvaluationMaps, name: string, single: boolean): readonly Span[] | undefined {
  const [only] = maps.values();
  return maps.get(name) ?? (single && maps.size === 1 ? only : undefined);
}

async function isFolder(path: string): Promise<boolean> {
  // What is not there is named by the reader, as a file.
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function notInMap(name: string): AppError {
  return new AppError('format-invalid', {
    what: `The evaluation map says nothing of ${name}.`,
    meaning: 'It is not clear which of its time to score, so it was not scored.',
    action: 'Add a line that starts with this name to the UEM file.',
  });
}

function nothingInCommon(name: string, reference: EvaluationSide, hypothesis: EvaluationSide): AppError {
  return new AppError('format-invalid', {
    what: `The two sides of ${name} have nothing in common: the reference holds ${partsOf(reference)}, the hypothesis ${partsOf(hypothesis)}.`,
    meaning: 'There is nothing to score.',
    action: 'Compare two RTTM files, two transcripts, or Voxlane documents, which hold both.',
  });
}

function partsOf({ turns, transcript }: EvaluationSide): string {
  const parts = [turns === undefined ? [] : ['speakers'], transcript === undefined ? [] : ['words']].flat();
  return parts.length === 0 ? 'neither speakers nor words' : parts.join(' and ');
}
