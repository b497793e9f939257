import type { VoxlaneDocument } from '../document/types.ts';
import { classificationScores, type ClassificationScores, type LabelPair } from '../metrics/classification-scores.ts';
import type { Cue } from '../timeline/types.ts';
import { pairCues } from './pair-cues.ts';

/** Stands for a cue that one side put in no class. */
const NONE = '(none)';

export interface ClassScores extends ClassificationScores {
  /** Of cues in the same class on both sides whose reference names a character: how often it is the same one, 0..1. */
  readonly characters?: { readonly compared: number; readonly accuracy: number };
  /** Classified cues of the reference for which the other side has no cue of their own. */
  readonly unpaired: number;
}

/** Compares the classes of a schema in two documents of one recording, cue by cue; cues without one in the reference do not count. */
export function scoreClasses(reference: VoxlaneDocument, hypothesis: VoxlaneDocument, schema: string): ClassScores {
  const classOf = (cue: Cue | undefined) =>
    Object.hasOwn(cue?.classes ?? {}, schema) ? cue?.classes?.[schema] : undefined;
  const pairs: LabelPair[] = [];
  const characters: boolean[] = [];
  let unpaired = 0;
  for (const pair of pairSame(reference.cues, hypothesis.cues)) {
    const own = pair.reference.filter((cue) => classOf(cue) !== undefined);
    if (own.length === 0) continue;
    const [wanted, found] = [classOf(pair.reference[0]), classOf(pair.hypothesis[0])];
    if (wanted === undefined || pair.reference.length > 1 || pair.hypothesis.length !== 1) unpaired += own.length;
    else {
      pairs.push({ reference: wanted.label, hypothesis: found?.label ?? NONE });
      if (wanted.character !== undefined && wanted.label === found?.label) {
        characters.push(folded(wanted.character) === folded(found.character ?? ''));
      }
    }
  }
  const right = characters.filter((isRight) => isRight).length;
  return {
    ...classificationScores(pairs),
    unpaired,
    ...(characters.length === 0
      ? {}
      : { characters: { compared: characters.length, accuracy: right / characters.length } }),
  };
}

/** By id where both have the same ones, else by time. */
function pairSame(reference: readonly Cue[], hypothesis: readonly Cue[]) {
  const byId = new Map(hypothesis.map((cue) => [cue.id, cue]));
  if (byId.size !== reference.length || !reference.every(({ id }) => byId.has(id))) {
    return pairCues(reference, hypothesis);
  }
  return reference.map((cue) => ({ reference: [cue], hypothesis: [byId.get(cue.id) ?? cue] }));
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLocaleLowerCase('und');
}
