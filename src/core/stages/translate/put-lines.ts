import { textOfCue } from '../../document/edits/translation-operations.ts';
import type { OperationOf } from '../../document/edits/operations.ts';
import type { Cue } from '../../timeline/types.ts';
import { isUntranslated } from './is-untranslated.ts';
import type { TranslatedLine } from './types.ts';

type PutCue = OperationOf<'put-translations'>['cues'][number];

// Whatever a document refuses in a line: C0 controls except the tab, DEL, and the separators that count as line breaks.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f\u2028\u2029]+/g;

/**
 * What a translation puts into a document. A cue whose line failed keeps the translation it has, out of date or not;
 * without one it gets its source text and the flag. `stopped`: what failed may only not have been asked for, so it is
 * left for the next time.
 */
export function putCues(
  cues: readonly Cue[],
  lines: readonly TranslatedLine[],
  language: string,
  stopped: boolean,
): PutCue[] {
  const byId = new Map(cues.map((cue) => [cue.id, cue]));
  return lines.flatMap((line): PutCue[] => {
    const cue = byId.get(line.id);
    const shown = line.lines.map((text) => text.replace(CONTROLS, ' ').trim()).filter((text) => text !== '');
    if (cue === undefined || shown.length === 0) return [];
    if (isUntranslated(line) && (stopped || cue.translations?.[language]?.by !== undefined)) return [];
    return [
      {
        cue: line.id,
        of: textOfCue(cue),
        lines: shown,
        ...(line.by === undefined ? {} : { by: line.by }),
        ...(line.endMs === undefined ? {} : { endMs: line.endMs }),
        ...(line.flags.length === 0 ? {} : { flags: [...line.flags] }),
      },
    ];
  });
}
