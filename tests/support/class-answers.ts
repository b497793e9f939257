import type { ScriptedCall } from './scripted-llm.ts';

const WORDS = 'kılıç zar kapı ejder büyü taverna kural masa altın yol gece ses'.split(' ');

/** What a cue of `session` is: every third is out of character. */
export function truthOf(index: number): { readonly label: string; readonly character: string } {
  if (index % 3 === 2) return { label: 'out-of-character', character: '-' };
  return { label: 'in-character', character: ['Thorin', 'Bran', 'Elara'][Math.floor(index / 3) % 3] ?? '' };
}

/** A session at a table: cues of three seconds, each with words that no other has, in scenes, of four players. */
export function session(
  count: number,
): { id: string; startMs: number; endMs: number; speaker: string; text: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = index * 3100 + Math.floor(index / 11) * 4000;
    const text = `${WORDS[index % 12] ?? ''} ${index + 1} ${WORDS[(index * 5 + 3) % 12] ?? ''} diyor`;
    return { id: `C${index + 1}`, startMs, endMs: startMs + 3000, speaker: `Player ${(index % 4) + 1}`, text };
  });
}

/** A good answer for one line of a session: first words, class, number, name. */
function classAnswer(text: string): string {
  const index = Number(/\d+/u.exec(text)?.[0]) - 1;
  const { label, character } = truthOf(index);
  return `${text.split(' ').slice(0, 3).join(' ')} | ${label} | 90 | ${character}`;
}

/** A good answer to a whole call. */
export function classReply(call: ScriptedCall): Record<string, string> {
  return Object.fromEntries(call.lines.map(({ key, text }) => [key, classAnswer(text)]));
}
