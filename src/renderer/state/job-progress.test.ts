import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobProgressEvent } from '../../contract/job-events.ts';
import { afterEvent, applyJobEvents, jobProgress } from './job-progress.ts';

function progress(stage: string, stageFraction: number, overallFraction: number): JobProgressEvent {
  const report = { stage, stageFraction, overallFraction, stageEtaMs: undefined, overallEtaMs: undefined };
  return { type: 'pipeline', event: { type: 'progress', progress: report } };
}

describe('afterEvent', () => {
  it('never lets a fraction fall until the job starts anew', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('vad', 'asr'), share, share)), (reports) => {
        let live = afterEvent(undefined, { type: 'started' });
        for (const [stage, own, overall] of reports) {
          const next = afterEvent(live, progress(stage, own, overall));
          expect(next.fraction).toBeGreaterThanOrEqual(live.fraction);
          expect(next.stages[stage]).toBeGreaterThanOrEqual(live.stages[stage] ?? 0);
          live = next;
        }
        expect(afterEvent(live, { type: 'stopped' }).fraction).toBe(live.fraction);
        expect(afterEvent(live, { type: 'started' }).fraction).toBe(0);
      }),
    );
  });

  it('counts a stage that came from a checkpoint as done', () => {
    const event = { type: 'stage', stage: 'vad', track: 0, state: 'resumed' } as const;
    expect(afterEvent(undefined, { type: 'pipeline', event }).stages).toEqual({ vad: 1 });
  });

  it('keeps the last words only', () => {
    let live = afterEvent(undefined, { type: 'started' });
    for (let count = 0; count < 100; count += 1) {
      const event = { type: 'text', track: 0, startMs: 0, endMs: 1, text: `word number ${count}` } as const;
      live = afterEvent(live, { type: 'pipeline', event });
    }
    expect(live.heard.endsWith('word number 99')).toBe(true);
    expect(live.heard.length).toBeLessThanOrEqual(400);
  });
});

describe('applyJobEvents', () => {
  it('leaves what is known of other jobs as it is, so that their rows are not drawn again', () => {
    jobProgress.setState({ jobs: {} });
    const of = (jobId: number, event: JobProgressEvent) => ({ jobId, path: '/a', waiting: 0, event });
    applyJobEvents([of(1, progress('asr', 0.5, 0.4)), of(2, progress('vad', 1, 0.1))]);
    const first = jobProgress.getState().jobs[1];
    applyJobEvents([of(2, progress('asr', 0.5, 0.2))]);
    expect(jobProgress.getState().jobs[1]).toBe(first);
    expect(jobProgress.getState().jobs[2]?.fraction).toBe(0.2);
  });
});
