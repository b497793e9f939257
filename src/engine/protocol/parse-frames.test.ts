import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelled } from '../../shared/app-error.ts';
import { PROTOCOL_VERSION, type DownFrame, type UpFrame } from './frames.ts';
import { parseDownFrame, parseUpFrame } from './parse-frames.ts';

const at = { generation: 2, requestId: 5 };
const downFrames: DownFrame[] = [
  { ...at, type: 'connect', protocol: PROTOCOL_VERSION, heartbeatMs: 1000 },
  { ...at, type: 'request', job: 'echo', input: { path: 'a' } },
  { ...at, type: 'cancel' },
  { ...at, type: 'shutdown' },
];
const upFrames: UpFrame[] = [
  { ...at, type: 'ready', protocol: PROTOCOL_VERSION },
  { ...at, type: 'event', event: [1] },
  { ...at, type: 'result', output: undefined },
  { ...at, type: 'error', error: cancelled(new Error('why')).toData() },
  { ...at, type: 'heartbeat' },
  { ...at, type: 'log', level: 'warn', message: 'text', data: { n: 1 } },
];

/** Every frame with one part of its envelope replaced by something that does not belong there. */
function damaged(frame: UpFrame | DownFrame): unknown[] {
  const names = Object.keys(frame).filter((name) => !['input', 'event', 'output'].includes(name));
  return names.map((name) => ({ ...frame, [name]: Symbol('damage') }));
}

describe('frame guards', () => {
  it.each(downFrames)('accept a whole $type frame down', (frame) => {
    expect(parseDownFrame(structuredClone(frame))).toEqual(frame);
    expect(parseUpFrame(frame)).toBeUndefined();
  });

  it.each(upFrames)('accept a whole $type frame up', (frame) => {
    expect(parseUpFrame(structuredClone(frame))).toEqual(frame);
    expect(parseDownFrame(frame)).toBeUndefined();
  });

  it('refuse every frame with a damaged part', () => {
    for (const frame of downFrames) for (const bad of damaged(frame)) expect(parseDownFrame(bad)).toBeUndefined();
    for (const frame of upFrames) for (const bad of damaged(frame)) expect(parseUpFrame(bad)).toBeUndefined();
  });

  it('refuse negative, fractional and missing numbers, and requests without an id', () => {
    for (const generation of [-1, 1.5, NaN, '1', undefined, 2 ** 60]) {
      expect(parseDownFrame({ ...at, generation, type: 'cancel' })).toBeUndefined();
    }
    for (const type of ['event', 'result']) expect(parseUpFrame({ generation: 1, requestId: 0, type })).toBeUndefined();
    for (const type of ['request', 'cancel']) {
      expect(parseDownFrame({ generation: 1, requestId: 0, type, job: 'a' })).toBeUndefined();
    }
  });

  it('drop what does not belong to the frame, and make codes of other builds internal', () => {
    expect(parseUpFrame({ ...at, type: 'heartbeat', extra: 1 })).toEqual({ ...at, type: 'heartbeat' });
    const error = { code: 'from-the-future', what: 'a', meaning: 'b', action: 'c', extra: 1 };
    expect(parseUpFrame({ ...at, type: 'error', error })).toEqual({
      ...at,
      type: 'error',
      error: { code: 'internal', what: 'a', meaning: 'b', action: 'c' },
    });
  });

  it('never throw, whatever arrives', () => {
    const type = fc.constantFrom(
      'connect',
      'request',
      'cancel',
      'shutdown',
      'ready',
      'event',
      'result',
      'error',
      'log',
    );
    const nearly = fc.record(
      {
        type,
        generation: fc.nat(),
        requestId: fc.nat(),
        error: fc.anything(),
        data: fc.anything(),
        job: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (value) => {
        for (const frame of [parseUpFrame(value), parseDownFrame(value)]) {
          if (frame !== undefined) expect(frame.generation).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
