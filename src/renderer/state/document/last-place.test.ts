import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../memory-storage.ts';
import { lastPlace, placeKey, rememberPlace } from './last-place.ts';

describe('the last place in a document', () => {
  it('is kept for each project and recording, the latest of it', () => {
    const storage = memoryStorage();
    rememberPlace(placeKey(1, 'a'), { cueId: 'c1', timeMs: 10 }, storage);
    rememberPlace(placeKey(2, 'a'), { cueId: 'c2', timeMs: 20 }, storage);
    rememberPlace(placeKey(1, 'a'), { cueId: 'c3', timeMs: 30 }, storage);
    expect(lastPlace(placeKey(1, 'a'), storage)).toMatchObject({ cueId: 'c3', timeMs: 30 });
    expect(lastPlace(placeKey(2, 'a'), storage)).toMatchObject({ cueId: 'c2', timeMs: 20 });
    expect(lastPlace(placeKey(1, 'b'), storage)).toBeUndefined();
  });

  it('is none after anything unreadable, and old ones make room', () => {
    const storage = memoryStorage();
    storage.setItem('voxlane.editor.places', '{"of":1}');
    expect(lastPlace('1 a', storage)).toBeUndefined();
    for (let id = 1; id <= 300; id += 1) rememberPlace(placeKey(id, 'a'), { cueId: 'c1', timeMs: 0 }, storage);
    expect(lastPlace('300 a', storage)).toBeDefined();
    expect(lastPlace('1 a', storage)).toBeUndefined();
  });
});
