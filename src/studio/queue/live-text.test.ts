import { describe, expect, it } from 'vitest';
import { LiveText } from './live-text.ts';

const heard = (startMs: number, text: string) =>
  ({ type: 'pipeline', event: { type: 'text', track: 0, startMs, endMs: startMs + 1000, text } }) as const;

describe('LiveText', () => {
  it('gives the last words of a job until it ends', () => {
    const live = new LiveText();
    expect(live.last(1, 3)).toEqual({ text: '', endMs: undefined });
    live.watch(1, heard(0, ' one  two '));
    live.watch(1, heard(1000, 'three four'));
    live.watch(2, heard(0, 'other'));
    expect(live.last(1, 3)).toEqual({ text: 'two three four', endMs: 2000 });
    expect(live.last(1, 100).text).toBe('one two three four');
    live.forget(1);
    expect([live.has(1), live.has(2)]).toEqual([false, true]);
  });

  it('holds a bounded piece of a long recording', () => {
    const live = new LiveText();
    for (let n = 0; n < 1000; n++) live.watch(1, heard(n * 1000, `word${n}`));
    const { text, endMs } = live.last(1, 10_000);
    expect(text.split(' ')).toHaveLength(64);
    expect([text.endsWith('word999'), endMs]).toEqual([true, 1_000_000]);
  });
});
