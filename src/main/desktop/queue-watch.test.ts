import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import { type QueueGlance, QueueWatch } from './queue-watch.ts';

const done: JobOutcome = {
  kind: 'done',
  path: 'a',
  files: [],
  words: 1,
  speakers: 1,
  audio_length: 1,
  processing_time: 1,
  restarts: 0,
  alerts: [],
};
const progress = (overallFraction: number): JobProgressEvent => ({
  type: 'pipeline',
  event: {
    type: 'progress',
    progress: { stage: 'asr', stageFraction: 0, stageEtaMs: undefined, overallFraction, overallEtaMs: undefined },
  },
});

function watched(): { watch: QueueWatch; seen: { glance: QueueGlance; ended: boolean }[] } {
  const seen: { glance: QueueGlance; ended: boolean }[] = [];
  return { watch: new QueueWatch((glance, ended) => seen.push({ glance, ended })), seen };
}

it('counts two jobs from the first to the last', () => {
  const { watch, seen } = watched();
  const tell = (jobId: number, waiting: number, event: JobProgressEvent): void =>
    watch.hear({ jobId, path: 'a', waiting, event });
  tell(1, 1, { type: 'started' });
  tell(1, 1, progress(0.5));
  expect(seen.at(-1)).toEqual({
    glance: { running: 1, waiting: 1, fraction: 0.25, done: [], failed: 0 },
    ended: false,
  });
  tell(1, 1, { type: 'finished', outcome: done });
  tell(2, 0, { type: 'started' });
  tell(2, 0, { type: 'finished', outcome: { kind: 'failed', path: 'a', error: error('input-not-media') } });
  expect(seen.at(-1)).toEqual({ glance: { running: 0, waiting: 0, fraction: 1, done: [1], failed: 1 }, ended: true });
  // The next work begins anew.
  tell(3, 0, { type: 'started' });
  expect(seen.at(-1)?.glance).toEqual({ running: 1, waiting: 0, fraction: 0, done: [], failed: 0 });
});

it('takes what its user stopped for no failure', () => {
  const { watch, seen } = watched();
  watch.hear({ jobId: 1, path: 'a', waiting: 0, event: { type: 'started' } });
  watch.hear({
    jobId: 1,
    path: 'a',
    waiting: 0,
    event: { type: 'finished', outcome: { kind: 'failed', path: 'a', error: error('cancelled') } },
  });
  expect(seen.at(-1)?.glance.failed).toBe(0);
});

it('never goes back while the same work is at hand', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true }))),
      (steps) => {
        const { watch, seen } = watched();
        for (const jobId of [1, 2, 3]) watch.hear({ jobId, path: 'a', waiting: 3 - jobId, event: { type: 'started' } });
        for (const [jobId, fraction] of steps) watch.hear({ jobId, path: 'a', waiting: 0, event: progress(fraction) });
        const fractions = seen.slice(3).map(({ glance }) => glance.fraction);
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      },
    ),
  );
});

function error(code: 'cancelled' | 'input-not-media') {
  return { code, what: '', meaning: '', action: '' };
}
