import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../state/memory-storage.ts';
import { lastPlace, placeKey, rememberPlace } from '../../state/document/last-place.ts';
import type { DocumentSession } from '../../state/document/session.ts';
import { announceTime } from '../../state/playback.ts';
import { selectCue } from '../../state/selection.ts';
import { keepPlace } from './keep-place.ts';

const SESSION = { id: 4, document: { cues: [], media: { contentId: 'talk' } } } as unknown as DocumentSession;
const KEY = placeKey(4, 'talk');

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('localStorage', memoryStorage());
  selectCue('c7');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('remembers where a document is left, and when the page goes', () => {
  const leave = keepPlace(SESSION);
  announceTime(1200.4);
  window.dispatchEvent(new Event('pagehide'));
  expect(lastPlace(KEY)).toMatchObject({ cueId: 'c7', timeMs: 1200 });
  announceTime(3000);
  leave();
  expect(lastPlace(KEY)).toMatchObject({ timeMs: 3000 });
});

it('keeps the earlier time of a document that is left before it can be played', () => {
  rememberPlace(KEY, { cueId: 'c1', timeMs: 5000 });
  keepPlace(SESSION)();
  expect(lastPlace(KEY)).toMatchObject({ cueId: 'c7', timeMs: 5000 });
});
