import { type ClassScores, scoreClasses } from '../../core/evaluate/score-classes.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { AppError } from '../../shared/app-error.ts';
import { readCues } from './read-cues.ts';

/**
 * Compares the classes that two Voxlane documents of one recording give their cues. Throws what `readCues` throws, and
 * `format-invalid` when a document is not sorted by the schema or no cue can be compared.
 */
export async function evaluateClasses(reference: string, hypothesis: string, schema: string): Promise<ClassScores> {
  const sides = { reference: await readCues(reference), hypothesis: await readCues(hypothesis) };
  for (const [side, path] of [
    ['reference', reference],
    ['hypothesis', hypothesis],
  ] as const) {
    if (!isSorted(sides[side], schema)) throw notSorted(path, schema, sides[side]);
  }
  const scores = scoreClasses(sides.reference, sides.hypothesis, schema);
  if (scores.compared > 0) return scores;
  throw new AppError('format-invalid', {
    what: 'The two documents have no cues at the same times.',
    meaning: 'There is nothing to score.',
    action: 'Give two documents of one recording.',
  });
}

function isSorted({ cues }: VoxlaneDocument, schema: string): boolean {
  return cues.some(({ classes = {} }) => Object.hasOwn(classes, schema));
}

function notSorted(path: string, schema: string, { classSchemas = [] }: VoxlaneDocument): AppError {
  const known = classSchemas.map(({ id }) => id).join(', ');
  return new AppError('format-invalid', {
    what: `No cue of ${path} is in a class of "${schema}".`,
    meaning: 'There is nothing to score.',
    action: known === '' ? 'Classify it first.' : `Name one of its schemas: ${known}.`,
  });
}
