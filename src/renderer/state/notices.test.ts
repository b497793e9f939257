import { describe, expect, it } from 'vitest';
import { notices, tell } from './notices.ts';

describe('messages at the edge of the window', () => {
  it('stand there once, with what the newest one offers', () => {
    const taken: string[] = [];
    const offer = (what: string): number =>
      tell({ tone: 'info', text: 'Reset.', action: { label: 'Undo', run: () => taken.push(what) } });
    expect(offer('older')).toBe(offer('newer'));
    const { list } = notices.getState();
    expect(list).toHaveLength(1);
    list[0]?.action?.run();
    expect(taken).toEqual(['newer']);
  });
});
