import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioApi } from '../../../../contract/studio-api.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { PeaksSource } from './peaks-source.ts';

const bytes = (...values: number[]): string => btoa(String.fromCharCode(...values));
/** Eight bins of which the third is loud, in two zooms. */
const FINE = bytes(0, 0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const COARSE = bytes(0, 100);
const layout = {
  sampleRate: 1000,
  startMs: 0,
  levels: [
    { samplesPerBin: 10, bins: 8 },
    { samplesPerBin: 80, bins: 1 },
  ],
};
const lost = new AppError('connection-lost', { what: 'Lost.', meaning: '', action: '' });
const unreadable = new AppError('input-unreadable', { what: 'Unreadable.', meaning: '', action: '' });

/** A waveform whose studio fails as long as `failure` gives something. */
function sourceOf(failure: () => AppError | undefined) {
  const told = { errors: 0, asked: 0 };
  const api = {
    call(_name: string, { level = 1 }: { readonly level?: number }) {
      told.asked += 1;
      const error = failure()?.toData();
      return Promise.resolve(
        error === undefined
          ? { ok: true, value: { ...layout, level, data: level === 0 ? FINE : COARSE } }
          : { ok: false, error },
      );
    },
    on: () => () => undefined,
  } as unknown as StudioApi;
  /** What is drawn: read anew whenever there is more. */
  let drawn: readonly number[] | undefined;
  const draw = (): void => {
    const peaks = source.read({ fromMs: 0, toMs: 80, pxPerSecond: 100 });
    drawn = peaks && [...peaks.tops].map((top) => Math.round(top * 128));
  };
  const source = new PeaksSource(api, { id: 1, track: 0 }, { onChange: draw, onError: () => (told.errors += 1) });
  return { source, told, drawn: () => drawn };
}

describe('the waveform of a track', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['before anything of it was there', 0],
    ['before its fine zoom was there', 1],
  ])('comes by itself after the studio could not be reached %s', async (_when, answers) => {
    let [left, isBack] = [answers, false];
    const { source, told, drawn } = sourceOf(() => (isBack || left-- > 0 ? undefined : lost));
    void source.open();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.errors).toBeGreaterThan(0);
    isBack = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(drawn()).toEqual([0, 0, 100, 0, 0, 0, 0, 0]);
    const { asked } = told;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.asked).toBe(asked);
    source.close();
  });

  it('is not asked for again where that changes nothing', async () => {
    const { source, told } = sourceOf(() => unreadable);
    void source.open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual({ errors: 1, asked: 1 });
  });

  it('tells nothing more once it is not shown', async () => {
    const { source, told } = sourceOf(() => lost);
    void source.open();
    await vi.advanceTimersByTimeAsync(0);
    source.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.errors).toBe(1);
  });
});
