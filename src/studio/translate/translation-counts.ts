import type { TranslateOutcome } from '../../contract/language-calls.ts';
import type { CuesToTranslate } from '../../core/stages/translate/cues-to-translate.ts';
import { isUntranslated } from '../../core/stages/translate/is-untranslated.ts';
import type { Made } from './make-translation.ts';

/** Counts what was made. */
export function countsOf(
  { asked, kept }: CuesToTranslate,
  { lines, changes, stopped }: Made,
): Omit<TranslateOutcome, 'cost' | 'alerts' | 'position'> {
  const good = lines.filter((line) => !isUntranslated(line));
  return {
    asked: asked.size,
    translated: good.length,
    flagged: good.filter(({ flags }) => flags.length > 0).length,
    retimed: good.filter(({ endMs }) => endMs !== undefined).length,
    untranslated: asked.size - good.length,
    kept,
    models: [...new Set(good.flatMap(({ by }) => by ?? []))],
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    ...(stopped === undefined ? {} : { stopped: stopped.toData() }),
  };
}
