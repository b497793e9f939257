import { describe, expect, it } from 'vitest';
import type { EngineFailure } from './failure.ts';
import { Ladder, ladderSettings, type LadderMove } from './ladder.ts';
import type { Rung } from './rung.ts';

const GB = 1e9;
const rung = (engineId: string, device: string, more: Partial<Rung> = {}): Rung => ({
  engineId,
  modelId: engineId,
  device,
  maxBatch: 16,
  languages: 'any',
  ...more,
});
const VOXTRAL = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'hi'];
const RUNGS: readonly Rung[] = [
  rung('voxtral-q5', 'vulkan', { modelId: 'voxtral', quantisation: 'Q5_K_M', needBytes: 5 * GB, languages: VOXTRAL }),
  rung('voxtral-q4', 'vulkan', { modelId: 'voxtral', quantisation: 'Q4_K_M', needBytes: 4 * GB, languages: VOXTRAL }),
  rung('huge', 'vulkan', { needBytes: 9 * GB }),
  rung('whisper', 'vulkan', { needBytes: 2 * GB }),
  rung('voxtral-q5', 'cpu', { modelId: 'voxtral', quantisation: 'Q5_K_M', needBytes: 4 * GB, languages: VOXTRAL }),
  rung('whisper', 'cpu', { needBytes: 2 * GB }),
];
const failure = (kind: EngineFailure['kind']): EngineFailure => ({ kind, reason: `a ${kind} fault`, ended: true });
const plain: EngineFailure = { kind: 'window', reason: 'a plain fault', ended: false };
const told = ({ step }: LadderMove): string => (step === undefined ? '' : `${step.kind}: ${step.from} -> ${step.to}`);

describe('the ladder', () => {
  it('halves the batch down to one, then takes the smaller quantisation, the next model and the processor', () => {
    const ladder = new Ladder(RUNGS, 'en');
    const steps = Array.from({ length: 10 }, () => told(ladder.failed(failure('memory'), ladder.batch)));
    expect(steps.slice(0, 5)).toEqual([
      'batch: batch 16 -> batch 8',
      'batch: batch 8 -> batch 4',
      'batch: batch 4 -> batch 2',
      'batch: batch 2 -> batch 1',
      'quantisation: voxtral-q5 on vulkan -> voxtral-q4 on vulkan',
    ]);
    expect(steps.slice(5, 9).every((step) => step.startsWith('batch'))).toBe(true);
    // What needs more on the same device is passed over.
    expect(steps[9]).toBe('model: voxtral-q4 on vulkan -> whisper on vulkan');
    while (ladder.at === 3) ladder.failed(failure('memory'), ladder.batch);
    expect(ladder.at).toBe(4);
  });

  it('grows again only with room, though another device may be tried without', () => {
    const ladder = new Ladder(RUNGS, 'en');
    ladder.failed(failure('memory'), 16);
    for (let i = 0; i < 20; i++) expect(ladder.clean(8, 16, false)).toBeUndefined();
    expect(ladder.clean(8, 16, true)).toMatchObject({ kind: 'recovered', to: 'batch 16' });

    const climbs = (device: string): boolean => {
      const low = new Ladder([rung('big', 'vulkan'), rung('small', device)], 'en');
      while (low.at === 0) low.failed(failure('memory'), low.batch);
      expect(low.at).toBe(1);
      return Array.from({ length: 10 }, () => low.clean(16, 16, false)).some((step) => step !== undefined);
    };
    expect(climbs('vulkan')).toBe(false);
    expect(climbs('cpu')).toBe(true);
  });

  it('leaves a device that does not work with all its rungs, and a model that cannot be used with all its devices', () => {
    const lost = new Ladder(RUNGS, 'en');
    expect(told(lost.failed(failure('device'), 4))).toBe('device: vulkan -> cpu');
    const damaged = new Ladder([RUNGS[0], RUNGS[4], RUNGS[5]], 'en');
    expect(told(damaged.failed(failure('model'), 1))).toBe('model: voxtral-q5 on vulkan -> whisper on cpu');
  });

  it('passes over what does not know the language, says so, and not when it was asked for by name', () => {
    const ladder = new Ladder(RUNGS, 'tr');
    expect(ladder.at).toBe(2);
    expect(ladder.passedOver('tr')).toEqual([
      {
        kind: 'language',
        from: 'voxtral-q5 on vulkan',
        to: 'huge on vulkan',
        reason: 'voxtral-q5 does not know the language "tr"',
      },
    ]);
    expect(new Ladder([{ ...RUNGS[0], forced: true }, RUNGS[3]], 'tr').at).toBe(0);
    expect(new Ladder(RUNGS, undefined).at).toBe(0);
    expect(new Ladder([RUNGS[0]], 'tr').at).toBeUndefined();
  });

  it('gives up a window that fails alone, and the rung after three in a row', () => {
    const ladder = new Ladder(RUNGS, 'en');
    expect(ladder.failed(plain, 1)).toEqual({ to: 'stay' });
    expect(ladder.failed(plain, 1)).toEqual({ to: 'stay' });
    ladder.wrote(0);
    expect(ladder.failed(plain, 1)).toEqual({ to: 'stay' });
    expect(ladder.failed(plain, 1)).toEqual({ to: 'stay' });
    expect(ladder.failed(plain, 1).to).toBe('moved');
    expect(ladder.at).toBe(1);
  });

  it('suspects the window when a process on the processor dies over one, and ends when nothing is left', () => {
    const ladder = new Ladder([RUNGS[5]], 'en');
    expect(told(ladder.failed(failure('process'), 4))).toBe('batch: batch 4 -> batch 2');
    expect(ladder.failed(failure('process'), 1)).toEqual({ to: 'stay' });
    expect(ladder.failed(failure('process'), 1)).toEqual({ to: 'stay' });
    expect(told(ladder.failed(failure('process'), 1))).toBe('exhausted: whisper on cpu -> nothing');
    expect(ladder.at).toBeUndefined();
  });

  it('goes back to a rung that worked when those below cannot be used', () => {
    const ladder = new Ladder([RUNGS[3], RUNGS[4]], 'en');
    ladder.wrote(0);
    for (let i = 0; i < 3; i++) ladder.failed(plain, 1);
    expect(ladder.at).toBe(1);
    expect(told(ladder.failed(failure('model'), 1))).toBe('model: voxtral-q5 on cpu -> whisper on vulkan');
  });

  it('climbs after clean batches only: larger batches first, then the better rung, later each time, and not for ever', () => {
    const ladder = new Ladder([rung('a', 'cuda', { maxBatch: 2 }), rung('b', 'cpu', { maxBatch: 2 })], undefined);
    ladder.failed(failure('memory'), 2);
    ladder.failed(failure('memory'), 1);
    expect([ladder.at, ladder.batch]).toEqual([1, 2]);
    ladder.failed(failure('memory'), 2);
    let cleans = 0;
    const climb = (): string => {
      for (cleans = 1; cleans < 10_000; cleans++) {
        const step = ladder.clean(ladder.batch, 2);
        if (step !== undefined) return told({ to: 'moved', step });
      }
      return 'never';
    };
    expect(climb()).toBe('recovered: batch 1 -> batch 2');
    expect(cleans).toBe(ladderSettings.cleanBatches);
    expect(climb()).toBe('recovered: b on cpu -> a on cuda');
    expect([ladder.at, ladder.batch]).toEqual([0, 1]);
    ladder.failed(failure('memory'), 1);
    expect(climb()).toBe('recovered: b on cpu -> a on cuda');
    expect(cleans).toBe(2 * ladderSettings.cleanBatches);
    let climbs = 3;
    while (climb() !== 'never') {
      climbs++;
      if (ladder.at === 0) ladder.failed(failure('memory'), 1);
    }
    expect(climbs).toBeLessThanOrEqual(ladderSettings.maxClimbs);
  });

  it('learns nothing from batches that were not full', () => {
    const ladder = new Ladder([rung('a', 'cuda')], undefined);
    ladder.failed(failure('memory'), 16);
    for (let i = 0; i < 100; i++) expect(ladder.clean(3, 16)).toBeUndefined();
    for (let i = 0; i < 100; i++) ladder.clean(8, 8);
    expect(ladder.batch).toBe(8);
  });
});
