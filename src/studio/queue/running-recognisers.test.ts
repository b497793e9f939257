import { describe, expect, it } from 'vitest';
import type { JobProgressEvent } from '../../contract/job-events.ts';
import { RunningRecognisers } from './running-recognisers.ts';

const told = (key: number, state: 'open' | 'closed'): JobProgressEvent => ({
  ...{ type: 'recogniser-process', key, state, model: `m${key}`, device: 'cpu', needBytes: 100 },
});

describe('running recognisers', () => {
  it('are those that began and did not end, of all jobs', () => {
    const running = new RunningRecognisers();
    running.watch(1, told(1, 'open'));
    running.watch(1, told(2, 'open'));
    running.watch(2, told(1, 'open'));
    running.watch(1, told(1, 'closed'));
    expect(running.list().map(({ jobId, model }) => [jobId, model])).toEqual([
      [1, 'm2'],
      [2, 'm1'],
    ]);
    running.forget(2);
    expect(running.list().map(({ jobId }) => jobId)).toEqual([1]);
  });

  it('end with the engine process that started them', () => {
    const running = new RunningRecognisers();
    running.watch(1, told(1, 'open'));
    running.watch(1, { type: 'engine', pid: 7, generation: 2 });
    expect(running.list()).toEqual([]);
  });
});
