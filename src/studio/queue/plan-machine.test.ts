import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capacityOf, planMachine } from './plan-machine.ts';

const GIB = 1024 ** 3;
const auto = { parallelJobs: 'auto', parallelDownloads: 2 } as const;

it.each([
  [2, 24, 1, 2],
  [8, 32, 2, 4],
  [16, 32, 4, 4],
  [16, 8, 2, 8],
  [64, 4, 1, 64],
])('%i cores and %i GiB: %i jobs with %i threads each', (cores, gib, parallelJobs, threadsPerJob) => {
  expect(planMachine(auto, { cores, memoryBytes: gib * GIB })).toMatchObject({ parallelJobs, threadsPerJob });
});

it('does what the user wished, with at least a thread for each', () => {
  const plan = planMachine({ parallelJobs: 4, parallelDownloads: 3 }, { cores: 2, memoryBytes: GIB });
  expect(plan).toEqual({ parallelJobs: 4, threadsPerJob: 1, parallelDownloads: 3 });
  expect(capacityOf(plan)).toEqual({ downloads: 3, translations: 2, jobs: 4, cpu: 4 });
});

it('always leaves room for one job, and never gives out more threads than there are cores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 0, max: 1024 }), (cores, gib) => {
      const { parallelJobs, threadsPerJob } = planMachine(auto, { cores, memoryBytes: gib * GIB });
      expect(parallelJobs).toBeGreaterThanOrEqual(1);
      expect(parallelJobs * threadsPerJob).toBeLessThanOrEqual(cores);
    }),
  );
});
