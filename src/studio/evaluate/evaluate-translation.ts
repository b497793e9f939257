import type { RuleProfile } from '../../core/cues/profiles.ts';
import {
  type ScoredTranslation,
  scoreTranslation,
  totalTranslation,
  type TranslationScores,
} from '../../core/evaluate/score-translation.ts';
import { translationSide } from '../../core/evaluate/translation-side.ts';
import { readGlossary } from '../../core/stages/translate/read-glossary.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { type FileGroup, pairFiles } from './pair-files.ts';
import { readCues } from './read-cues.ts';

export interface EvaluateTranslationRequest {
  readonly reference: string;
  readonly hypothesis: string;
  /** What was translated. */
  readonly source?: string;
  readonly glossary?: string;
  readonly profile: RuleProfile;
  /** Of documents that hold several languages. */
  readonly language?: string;
}

type EvaluatedTranslation =
  | { readonly kind: 'scored'; readonly name: string; readonly scores: TranslationScores }
  | { readonly kind: 'failed'; readonly name: string; readonly error: AppError };

export interface TranslationEvaluation {
  readonly recordings: readonly EvaluatedTranslation[];
  readonly total: TranslationScores;
  readonly notes: readonly string[];
}

/**
 * Scores translated subtitles against a reference in the same language, file against file or folder against folder; in
 * folders one bad file is a failed recording. Throws what `pairFiles`, `readCues` and `readGlossary` throw.
 */
export async function evaluateTranslation(request: EvaluateTranslationRequest): Promise<TranslationEvaluation> {
  const { groups, isFolder, notes } = await pairFiles(request.reference, request.hypothesis, request.source);
  const glossary = request.glossary === undefined ? [] : readGlossary((await readTextFile(request.glossary)).text);
  const recordings: EvaluatedTranslation[] = [];
  const scored: ScoredTranslation[] = [];
  for (const group of groups) {
    try {
      const one = await scoreGroup(group, request, glossary);
      scored.push(one);
      recordings.push({ kind: 'scored', name: group.name, scores: one.scores });
    } catch (cause) {
      if (!isFolder) throw cause;
      recordings.push({ kind: 'failed', name: group.name, error: toAppError(cause) });
    }
  }
  return { recordings, total: totalTranslation(scored), notes };
}

async function scoreGroup(
  { name, reference, hypothesis, source }: FileGroup,
  request: EvaluateTranslationRequest,
  glossary: ReturnType<typeof readGlossary>,
): Promise<ScoredTranslation> {
  if (hypothesis === undefined) throw missing(name, 'translation');
  if (request.source !== undefined && source === undefined) throw missing(name, 'source');
  const spoken = source === undefined ? undefined : (await readCues(source)).cues;
  return scoreTranslation(
    translationSide(await readCues(reference), request.language),
    translationSide(await readCues(hypothesis), request.language),
    { profile: request.profile, glossary, ...(spoken === undefined ? {} : { source: spoken }) },
  );
}

function missing(name: string, what: string): AppError {
  return new AppError('input-not-found', {
    what: `There is no ${what} called ${name}.`,
    meaning: 'This recording was not scored and is not in the totals.',
    action: 'Add it, or take the reference out.',
  });
}
