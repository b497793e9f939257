import type { Alternatives } from '../../contract/language-calls.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { alternativesOf } from '../../core/stages/translate/alternatives.ts';
import { cuesToTranslate } from '../../core/stages/translate/cues-to-translate.ts';
import { engineLadder } from '../../core/llm/engine-ladder.ts';
import { NO_RELATIONS } from '../../core/stages/translate/relation-sheet.ts';
import { AppError } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import { totalCost } from '../language/metered-llm.ts';
import { type EngineLibrary, withEngines } from '../language/open-engines.ts';
import { ProgressTold } from '../language/progress-told.ts';
import type { DocumentLibrary } from '../documents/document-library.ts';
import { profileOf } from './make-translation.ts';
import { refuseUnknownCues, type TranslateRun } from './translate-document.ts';
import { wishedTrack } from './wished-track.ts';

interface AlternativesOrder {
  readonly id: number;
  readonly language: string;
  readonly cue: string;
  readonly most: number;
  readonly models?: readonly LlmChoice[] | undefined;
}

/**
 * Other wordings of one cue of a stored document; nothing is changed. Throws what `openDocument` and `withEngines` throw,
 * `options-invalid` for an unknown cue, `cancelled`, and why no model could be asked.
 */
export async function wordAgain(
  library: EngineLibrary & DocumentLibrary,
  { id, language, cue, most, models }: AlternativesOrder,
  { signal, onProgress }: Pick<TranslateRun, 'signal' | 'onProgress'>,
): Promise<Alternatives> {
  const { document } = currentDocument(library, id);
  refuseUnknownCues(document, [cue]);
  const told = new ProgressTold(onProgress);
  try {
    return await withEngines(library, models, told.listeners, signal, async (engines) => {
      told.begin(1);
      const track = wishedTrack(document, language, {});
      const options = {
        source: document.language,
        target: language,
        profile: profileOf(document),
        glossary: track.glossary ?? [],
        relations: track.relations ?? NO_RELATIONS,
        style: track.style,
        natural: false,
      };
      const current = document.cues.find((each) => each.id === cue)?.translations?.[language];
      const wish = { cue, most, current: current?.by === undefined ? undefined : current.lines };
      const lines = cuesToTranslate(document, { language, cues: [], again: false }).lines.map((line) => {
        const { known: _known, ...asked } = line;
        return line.id === cue ? asked : line;
      });
      let by = '';
      const answer = await engineLadder(engines).run(async (engine) => {
        const value = await alternativesOf(engine, lines, options, wish, signal);
        by = engine.id;
        return { value, useless: value.wordings.length === 0 };
      }, signal);
      if (answer instanceof AppError) throw answer;
      told.share(1);
      return { wordings: answer.wordings, by, cost: totalCost(engines) };
    });
  } finally {
    told.end();
  }
}
