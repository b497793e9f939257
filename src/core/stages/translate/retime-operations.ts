import { findProfile, RULE_PROFILES } from '../../cues/profiles.ts';
import type { EditOperation, OperationOf } from '../../document/edits/operations.ts';
import { isOutdated } from '../../document/edits/is-outdated.ts';
import type { Retime } from '../../document/notes/retime.ts';
import { stretchedEndMs } from '../../document/stretched-end.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { isReadable } from './budget.ts';
import { linesFit } from './display-lines.ts';
import { encodeLine } from './line-text.ts';
import { joinLines } from '../../cues/text-measure.ts';

type PutCue = OperationOf<'put-translations'>['cues'][number];

const USER = 'user';
const TOO_LONG = 'too-long';

/**
 * What changes the times of a language's lines at once, without asking a model: those that are too long are shown into the
 * pause after their cue, or all of them end with their cues again where `retime` is undefined. Locked lines, and those of a
 * text that the cue no longer says, stay as they are.
 */
export function retimeOperations(
  document: VoxlaneDocument,
  language: string,
  retime: Retime | undefined,
): readonly EditOperation[] {
  const { cues } = document;
  const track: EditOperation = { kind: 'set-translation-track', language, retime: retime ?? null };
  const profile = findProfile(document.profile) ?? RULE_PROFILES[0];
  const put = cues.flatMap((cue, index): PutCue[] => {
    const translation = cue.translations?.[language];
    if (translation === undefined || translation.locked === true || isOutdated(cue, translation)) return [];
    const { lines } = translation;
    // One that ends earlier than its cue was never made longer.
    if (translation.endMs !== undefined && translation.endMs <= cue.endMs) return [];
    const endMs =
      retime === undefined ? undefined : stretchedEndMs(cues, index, lines, profile, document.media.durationMs);
    if (endMs === translation.endMs) return [];
    const shown = { startMs: cue.startMs, endMs: endMs ?? cue.endMs };
    const encoded = encodeLine(lines, cue.lineSpeakers !== undefined);
    const fits = isReadable(joinLines(lines), shown, profile) && linesFit(encoded, lines, profile);
    return [putCue(cue, translation, endMs, fits)];
  });
  return put.length === 0 ? [track] : [track, { kind: 'put-translations', language, cues: put }];
}

/** The translation as it is, with another end. */
function putCue(cue: Cue, translation: CueTranslation, endMs: number | undefined, fits: boolean): PutCue {
  const { lines, of, by, alternatives, flags = [] } = translation;
  const others = flags.filter((flag) => flag !== TOO_LONG);
  // A person sees what is too long, and is not told to look at it.
  const now = fits || by === USER || by === undefined ? others : [TOO_LONG, ...others];
  return {
    cue: cue.id,
    of,
    lines: [...lines],
    ...(by === undefined ? {} : { by }),
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map((each) => [...each]) }),
    ...(now.length === 0 ? {} : { flags: now }),
    ...(endMs === undefined ? {} : { endMs }),
  };
}
