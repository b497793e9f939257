import type { Cue, SpeakerId } from '../../timeline/types.ts';
import { stripMarkup } from '../../document/markup.ts';
import { singleLine } from '../text-lines.ts';

/** Consecutive speech of one speaker. `text` is one line without formatting, empty when no cue of it has text. */
export interface SpeakerBlock {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: SpeakerId | undefined;
  readonly text: string;
}

/** A talk without pauses would be one endless paragraph under one time. */
const PARAGRAPH_MS = 60_000;

/**
 * Joins cues of one speaker until the speaker changes, nothing is shown for `pauseMs` or longer, or a minute is full.
 * Cues in time order.
 */
export function speakerBlocks(cues: readonly Cue[], pauseMs: number): SpeakerBlock[] {
  const blocks: { startMs: number; endMs: number; speaker: SpeakerId | undefined; text: string }[] = [];
  for (const cue of cues) {
    for (const { speaker, text } of spokenParts(cue)) {
      const last = blocks.at(-1);
      if (last !== undefined && last.speaker === speaker && continues(last, cue, pauseMs)) {
        last.text = joinText(last.text, text);
        last.endMs = Math.max(last.endMs, cue.endMs);
      } else {
        blocks.push({ startMs: cue.startMs, endMs: cue.endMs, speaker, text });
      }
    }
  }
  return blocks;
}

function continues(block: SpeakerBlock, cue: Cue, pauseMs: number): boolean {
  return cue.startMs - block.endMs < pauseMs && cue.endMs - block.startMs <= PARAGRAPH_MS;
}

function spokenParts(cue: Cue): { speaker: SpeakerId | undefined; text: string }[] {
  const plain = cue.lines.map((line) => singleLine(stripMarkup(line)));
  if (cue.lineSpeakers === undefined || cue.lines.length === 0) {
    return [{ speaker: cue.speaker, text: plain.reduce(joinText, '') }];
  }
  return plain.map((text, index) => ({ speaker: cue.lineSpeakers?.[index] ?? cue.speaker, text }));
}

/** Scripts written without spaces are joined without one. */
function joinText(before: string, after: string): string {
  if (before === '' || after === '') return before + after;
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}。、！？]/u;
  const glued = unspaced.test([...before.slice(-2)].at(-1) ?? '') && unspaced.test([...after.slice(0, 2)][0] ?? '');
  return glued ? before + after : `${before} ${after}`;
}
