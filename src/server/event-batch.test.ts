import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentEvent } from '../contract/link.ts';
import { EventBatch } from './event-batch.ts';

const queue = (...ids: number[]): SentEvent => ['queue', { ids }];
const document = (id: number, head: string): SentEvent => ['document', { id, head }];
const notice = (message: string): SentEvent => ['notice', { code: 'disk-full', severity: 'info', message }];
const stage = (jobId: number, name: string): SentEvent =>
  job(jobId, { type: 'stage', stage: name, track: 0, state: 'started' });
const progress = (jobId: number, fraction: number): SentEvent =>
  job(jobId, { type: 'progress', progress: { fraction } });

function job(jobId: number, event: object): SentEvent {
  return ['job', { jobId, path: '/r', waiting: 0, event: { type: 'pipeline', event } }] as unknown as SentEvent;
}

describe('events on their way to a window', () => {
  it('keep what came last of a job’s progress and of the queue, and every content of a document', () => {
    const batch = new EventBatch();
    for (const event of [progress(1, 0.1), queue(1, 2), document(7, 'a'), progress(2, 0.5), progress(1, 0.2)])
      batch.add(event);
    for (const event of [stage(1, 'asr'), queue(2, 3), document(7, 'b'), document(8, 'x'), progress(1, 0.3)])
      batch.add(event);
    expect(batch.take().events).toEqual([
      document(7, 'a'),
      progress(2, 0.5),
      stage(1, 'asr'),
      queue(1, 2, 3),
      document(7, 'b'),
      document(8, 'x'),
      progress(1, 0.3),
    ]);
    expect(batch.isEmpty).toBe(true);
  });

  it('are numbered so that a window sees whether any is missing', () => {
    const event = fc.oneof(
      fc.nat(3).map((id) => progress(id, 0.5)),
      fc.nat(3).map((id) => document(id, 'h')),
      fc.constant(queue(1)),
      fc.string().map(notice),
    );
    fc.assert(
      fc.property(fc.array(fc.array(event)), (rounds) => {
        const batch = new EventBatch();
        let seen = 0;
        for (const round of rounds) {
          for (const each of round) batch.add(each);
          const { seq, events } = batch.take();
          expect(seq).toBe(seen + events.length);
          seen = seq;
        }
      }),
    );
  });

  it('are left out, and counted, when a window does not read; never those of documents and the queue', () => {
    const batch = new EventBatch();
    for (let count = 0; count < 3_000; count++) batch.add(notice(String(count)));
    batch.add(document(1, 'a'));
    batch.add(queue(5));
    const { seq, events } = batch.take();
    expect(events.length).toBeLessThan(seq);
    expect(seq).toBe(3_002);
    expect(events.slice(-2)).toEqual([document(1, 'a'), queue(5)]);
  });
});
