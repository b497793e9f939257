import { describe, expect, it } from 'vitest';
import { workerEnv } from './worker-env.ts';

describe('workerEnv', () => {
  it('keeps the allow-list and nothing else', () => {
    const kept = {
      PATH: '/bin',
      HOME: '/home/u',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'C',
      VOXLANE_FFMPEG: '/x',
      OMP_NUM_THREADS: '2',
      XDG_CACHE_HOME: '/c',
      Path: 'C:\\',
      SystemRoot: 'C:\\Windows',
    };
    const refused = {
      OPENAI_API_KEY: 's',
      HTTPS_PROXY: 'http://u:p@h',
      NODE_OPTIONS: '--require x',
      LD_PRELOAD: 'x.so',
      PATHOLOGY: 'x',
    };
    expect(workerEnv({ ...kept, ...refused, LC_TIME: undefined })).toEqual(kept);
  });

  it.each(['VOXLANE_LEMONFOX_KEY', 'VOXLANE_HF_TOKEN', 'voxlane_password', 'XDG_SECRET'])('keeps %s out', (name) => {
    expect(workerEnv({ [name]: 's' })).toEqual({});
  });

  it('adds what the caller names on purpose', () => {
    expect(workerEnv({ HOME: '/a' }, { HOME: '/b', CUDA_VISIBLE_DEVICES: '0' })).toEqual({
      HOME: '/b',
      CUDA_VISIBLE_DEVICES: '0',
    });
  });
});
