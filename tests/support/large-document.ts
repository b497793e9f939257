import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Turn } from '../../src/core/timeline/types.ts';

export interface LargeDocumentShape {
  readonly cues: number;
  readonly wordsPerCue: number;
  readonly speakers: number;
}

/** A talk without pauses worth naming: a cue of some words in turn by each speaker, 350 ms a word. */
export function largeDocument({ cues, wordsPerCue, speakers }: LargeDocumentShape): VoxlaneDocument {
  const ids = Array.from({ length: speakers }, (_, index) => `S${index + 1}`);
  const speakerOf = (cue: number): string => ids[cue % speakers] ?? 'S1';
  const words = Array.from({ length: cues * wordsPerCue }, (_, index) => ({
    id: `w${index + 1}`,
    startMs: index * 350,
    endMs: index * 350 + 300,
    text: `word${index % 97}`,
    confidence: index % 50 === 0 ? 0.3 : 0.9,
    timing: 'dtw' as const,
    engine: 'none',
    speaker: speakerOf(Math.floor(index / wordsPerCue)),
  }));
  const turns: Turn[] = [];
  const list = Array.from({ length: cues }, (_, index) => {
    const own = words.slice(index * wordsPerCue, (index + 1) * wordsPerCue);
    const span = { startMs: own[0]?.startMs ?? 0, endMs: own.at(-1)?.endMs ?? 0 };
    const speaker = speakerOf(index);
    turns.push({ ...span, speaker });
    const text = own.map((word) => word.text);
    const lines = [text.slice(0, 5).join(' '), text.slice(5).join(' ')].filter((line) => line !== '');
    return { id: `c${index + 1}`, ...span, lines, speaker, wordIds: own.map((word) => word.id) };
  });
  const durationMs = words.length * 350 + 1000;
  return newDocument({
    media: { name: 'long-talk.wav', contentId: 'long-talk', durationMs, channels: 1 },
    speakers: ids.map((id) => ({ id, name: `Speaker ${id.slice(1)}` })),
    words,
    turns,
    exclusiveTurns: turns,
    cues: list,
  });
}
