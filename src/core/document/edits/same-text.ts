import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';

/** What a translation of a cue is a translation of. */
export function textOfCue({ lines }: Pick<Cue, 'lines'>): string {
  return lines.join('\n');
}

/** Whether two texts differ only in where their lines break and how wide their spaces are. */
export function saysTheSame(a: string, b: string): boolean {
  return a === b || squeeze(a) === squeeze(b);
}

/** Whether the cue says something else than what was translated. */
export function isOutdated(cue: Pick<Cue, 'lines'>, translation: Pick<CueTranslation, 'of'>): boolean {
  return !saysTheSame(textOfCue(cue), translation.of);
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
