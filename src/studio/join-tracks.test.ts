import { describe, expect, it } from 'vitest';
import { AppError } from '../shared/app-error.ts';
import { joinTracks } from './join-tracks.ts';

const file = (path: string) => ({ kind: 'file', path }) as const;

describe('joinTracks', () => {
  it('makes one session of files in their order', () => {
    expect(joinTracks([file('/b.wav'), file('/a.wav'), file('/c.wav')])).toEqual({
      ...{ kind: 'session', path: '/b.wav', tracks: ['/a.wav', '/c.wav'] },
    });
  });

  it('is refused with the reason of the file that is at fault', () => {
    const error = new AppError('input-not-found', { what: '/b.wav does not exist.', meaning: '', action: '' });
    const refused = joinTracks([file('/a.wav'), { kind: 'refused', path: '/b.wav', error }]);
    expect(refused).toEqual({ kind: 'refused', path: '/b.wav', error });
  });

  it.each([
    [[file('/a.wav')]],
    [[file('/a.wav'), { kind: 'address', path: 'https://x.org/a.wav' } as const]],
    [Array.from({ length: 65 }, (_, index) => file(`/${index}.wav`))],
  ])('is refused for one file, for an address and for too many', (inputs) => {
    expect(joinTracks(inputs)).toMatchObject({ kind: 'refused', error: { code: 'options-invalid' } });
  });
});
