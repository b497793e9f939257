import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { saysTheSame } from './same-text.ts';
import { textOfCue } from './translation-operations.ts';

/** Whether the cue says something else than what was translated. */
export function isOutdated(cue: Pick<Cue, 'lines'>, translation: Pick<CueTranslation, 'of'>): boolean {
  return !saysTheSame(textOfCue(cue), translation.of);
}
