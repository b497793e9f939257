import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, openDesk } from '../media/support.ts';

describe('spelling', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('is checked by a dictionary and by the words of the user', async () => {
    const check = (...words: string[]) => desk.call('spelling.check', { language: 'en', words });
    expect(await check('hello', 'helo', 'Flurbin')).toEqual({ kind: 'checked', misspelt: ['helo', 'Flurbin'] });
    expect(await desk.call('spelling.suggest', { language: 'en', word: 'helo' })).toContain('hello');
    expect(await desk.call('spelling.learn', { word: 'flurbin' })).toEqual(['flurbin']);
    expect(await desk.call('spelling.learn', { word: 'FLURBIN' })).toEqual(['FLURBIN']);
    expect(await check('Flurbin', 'helo')).toEqual({ kind: 'checked', misspelt: ['helo'] });
    expect((await desk.call('settings.get', {})).values.ownWords).toEqual(['FLURBIN']);
    expect(await desk.call('spelling.learn', { word: 'flurbin', known: false })).toEqual([]);
    expect(await check('Flurbin')).toEqual({ kind: 'checked', misspelt: ['Flurbin'] });
  });

  it('is not checked without a dictionary, and says so', async () => {
    expect(await desk.call('spelling.check', { language: 'tlh', words: ['Qapla'] })).toEqual({ kind: 'no-dictionary' });
    expect(await desk.call('spelling.suggest', { language: 'tlh', word: 'Qapla' })).toEqual([]);
  });
});
