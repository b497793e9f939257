import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { splitCue } from './divide-cues.ts';
import type { Draft } from './draft.ts';
import type { Outcome } from './outcome.ts';
import { withSpeaker } from './speaker-operations.ts';

/** Splits a cue before each word at which the speaker changes, as far as its text allows. */
export function divideCue(draft: Draft, id: string): void {
  for (let rest: string | undefined = id; rest !== undefined;) {
    const cue: Cue | undefined = draft.list('cues')[draft.cue(rest)];
    if (cue === undefined) return;
    const words = draft.wordsOf(cue);
    const cut = words.find((word, index) => index > 0 && word.speaker !== words[index - 1]?.speaker);
    const outcome: Outcome | undefined =
      cut === undefined ? undefined : splitCue(draft, { kind: 'split-cue', cue: rest, at: { word: cut.id } });
    const behind: string | undefined =
      outcome?.kind === 'done' && outcome.operation.kind === 'split-cue' ? outcome.operation.newId : undefined;
    const at = draft.cue(rest);
    putSpeaker(draft, at, draft.list('cues')[at], behind === undefined ? mostOf(words) : words[0]?.speaker);
    rest = behind;
  }
}

/** Makes a cue one speaker's. */
export function putSpeaker(draft: Draft, at: number, cue: Cue | undefined, speaker: SpeakerId | undefined): void {
  if (cue === undefined || (cue.speaker === speaker && cue.lineSpeakers === undefined)) return;
  draft.put('cues', at, withSpeaker(cue, speaker));
}

/** Who says most of these words, by time. */
function mostOf(words: readonly Word[]): SpeakerId | undefined {
  const shares = new Map<SpeakerId, number>();
  for (const { speaker, startMs, endMs } of words) {
    if (speaker !== undefined) shares.set(speaker, (shares.get(speaker) ?? 0) + endMs - startMs + 1);
  }
  return [...shares].sort((a, b) => b[1] - a[1])[0]?.[0];
}
