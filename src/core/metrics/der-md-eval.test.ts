import { describe, expect, it } from 'vitest';
import { subtractSpans } from '../timeline/span.ts';
import { diarizationErrorRate } from './der.ts';

/**
 * NIST's own regression case for md-eval (`sd_test4` of SCTK): speaker times of the reference, of the system under test,
 * and the stretches md-eval leaves out (breaths, widened to the neighbouring words, and an untranscribed opening).
 * Seconds.
 */
const REFERENCE: [number, number, string][] = [
  [0.04, 10.68, 'W'],
  [21.472, 92.352, 'W'],
  [93.112, 97.732, 'W'],
  [220.265, 238.315, 'W'],
  [239.931, 254.771, 'L'],
  [255.301, 259.901, 'L'],
  [260.431, 266.201, 'L'],
];
const SYSTEM: [number, number, string][] = [
  [0.1, 10.67, 'm6'],
  [21.49, 92.24, 'm6'],
  [92.24, 93.17, 'm1'],
  [93.17, 97.54, 'm6'],
  [101.34, 101.85, 'f2'],
  [131.78, 139.3, 'f2'],
  [195.98, 204.59, 'm9'],
  [213.08, 218.57, 'f2'],
  [218.57, 239.03, 'm6'],
  [239.03, 266.31, 'm7'],
];
const UNSCORED: [number, number][] = [
  [33.532, 33.872],
  [47.762, 48.122],
  [62.602, 62.892],
  [63.842, 64.202],
  [85.242, 85.722],
  [230.445, 230.745],
  [234.455, 234.705],
  [247.841, 248.161],
  [259.901, 260.431],
];
/**
 * The cases of the same suite that md-eval scores without error: turns of the reference (the system's are the same under
 * other names, but for what the case is about), scored stretches, and the scored speaker time md-eval prints.
 */
const FAULTLESS = [
  {
    name: 'sd_test1: a speaker whom the evaluation map leaves out',
    reference: [
      [10, 11.9, 'r1'],
      [13.1, 15, 'r1'],
      [15, 20, 'r2'],
      [20, 24, 'r3'],
      [24.1, 25.9, 'r4'],
      [26.1, 27.9, 'r5'],
    ],
    isHeard: ([, , speaker]) => speaker !== 'r2',
    extra: [],
    uem: [
      [10, 15],
      [20, 24],
      [26, 30],
    ],
    unscored: [[20.6, 22.4]],
    scoredSeconds: 7.8,
  },
  {
    name: 'sd_test2: unscored stretches end at turns and words',
    reference: [
      [10, 11.9, 'r1'],
      [11.9, 15, 'r2'],
      [15, 20, 'r3'],
      [20, 24, 'r4'],
    ],
    isHeard: () => true,
    extra: [],
    uem: [[10, 24]],
    unscored: [
      [11.9, 13.2],
      [16.5, 18.5],
      [20.6, 22.4],
    ],
    scoredSeconds: 8.9,
  },
  {
    name: 'sd_test3: unscored stretches that start inside a turn',
    reference: [
      [10, 13.1, 'r1'],
      [13.1, 15, 'r2'],
      [15, 20, 'r3'],
      [20, 24, 'r4'],
    ],
    isHeard: () => true,
    extra: [],
    uem: [[10, 24]],
    unscored: [
      [11.8, 13.1],
      [16.5, 18.5],
      [20.6, 22.4],
    ],
    scoredSeconds: 8.9,
  },
  {
    name: 'sd_test6: a system speaker who overlaps himself',
    reference: [
      [10, 16, 'r1'],
      [16, 19, 'r2'],
      [19, 22, 'r3'],
    ],
    isHeard: () => true,
    extra: [[12, 14, 'r1']],
    uem: [[10, 21]],
    unscored: [],
    scoredSeconds: 11,
  },
] satisfies {
  name: string;
  reference: [number, number, string][];
  isHeard: (row: [number, number, string]) => boolean;
  extra: [number, number, string][];
  uem: [number, number][];
  unscored: [number, number][];
  scoredSeconds: number;
}[];
const ms = (seconds: number): number => Math.round(seconds * 1000);
const spans = (rows: [number, number][]) => rows.map(([start, end]) => ({ startMs: ms(start), endMs: ms(end) }));
const turns = (rows: [number, number, string][]) =>
  rows.map(([start, end, speaker]) => ({ startMs: ms(start), endMs: ms(end), speaker }));

describe('diarizationErrorRate against md-eval', () => {
  it('gives the figures of sd_test4: 23.36 %', () => {
    const uem = subtractSpans([{ startMs: 10_795, endMs: 266_201 }], spans(UNSCORED));
    const result = diarizationErrorRate(turns(REFERENCE), turns(SYSTEM), { uem, skipOverlap: true });
    expect(result.der).toBeCloseTo(0.2336, 4);
    expect(result.totalMs / 1000).toBeCloseTo(116.06, 2);
    expect(result.missMs / 1000).toBeCloseTo(0.21, 2);
    expect(result.falseAlarmMs / 1000).toBeCloseTo(26.73, 2);
    expect(result.confusionMs / 1000).toBeCloseTo(0.17, 2);
  });

  it.each(FAULTLESS)('gives 0 % for $name', ({ reference, isHeard, extra, uem, unscored, scoredSeconds }) => {
    const system = [...reference.filter(isHeard), ...extra].map(([start, end, name]): [number, number, string] => [
      start,
      end,
      `s${name}`,
    ]);
    const scored = subtractSpans(spans(uem), spans(unscored));
    const result = diarizationErrorRate(turns(reference), turns(system), { uem: scored });
    expect(result.der).toBe(0);
    expect(result.totalMs).toBe(ms(scoredSeconds));
  });
});
