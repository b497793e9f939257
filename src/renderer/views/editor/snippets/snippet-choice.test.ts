import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { snippetWishSchema } from '../../../../core/snippets/snippet-wish.ts';
import { rememberChoice, rememberedChoice, STANDARD, wishOf } from './snippet-choice.ts';

describe('snippet choice', () => {
  it('is remembered, and standard after anything unreadable', () => {
    const storage = memoryStorage();
    expect(rememberedChoice(storage)).toEqual(STANDARD);
    rememberChoice({ ...STANDARD, beforeMs: 40, format: 'mp3' }, storage);
    expect(rememberedChoice(storage)).toEqual({ ...STANDARD, beforeMs: 40, format: 'mp3' });
    storage.setItem('voxlane.snippets', '{"format":"ogg"}');
    expect(rememberedChoice(storage)).toEqual(STANDARD);
  });

  it('asks for what the contract takes, joined only when that is wanted', () => {
    const all = wishOf(STANDARD, { source: 'all', speakers: [] }, undefined);
    expect(all).toEqual(snippetWishSchema.parse({ paddingMs: 100, paddingAfterMs: 100 }));
    const choice = { ...STANDARD, unit: 'turn', beforeMs: 0, afterMs: 250, joins: true, gapMs: 500 } as const;
    const some = wishOf(choice, { source: 'selected', speakers: ['S1'], class: { schema: 'role', label: 'in' } }, [
      'c2',
    ]);
    expect(some).toEqual(
      snippetWishSchema.parse({
        ...{ unit: 'turn', cues: ['c2'], speakers: ['S1'], class: { schema: 'role', label: 'in' } },
        ...{ paddingMs: 0, paddingAfterMs: 250, mergeGapMs: 500 },
      }),
    );
  });
});
