/** Steps between labels that people can count in, ms. */
const STEPS = [
  10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000,
] as const;
const LONGEST = 7_200_000;

/** Distance between two labels of a ruler so that each has at least `roomPx`, in milliseconds. */
export function labelStepMs(pxPerSecond: number, roomPx: number): number {
  const least = (roomPx / pxPerSecond) * 1000;
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / LONGEST) * LONGEST;
}

/** How many parts small marks divide the stretch between two labels into. */
export function partsOf(stepMs: number): number {
  const lead = Number(String(stepMs)[0]);
  if (stepMs >= 60_000) return stepMs % 300_000 === 0 ? 5 : 4;
  return stepMs === 15_000 ? 3 : lead === 2 ? 4 : lead === 3 ? 3 : 5;
}

/** Digits behind the second that a label needs to tell it from the next one. */
export function labelDigits(stepMs: number): 0 | 1 | 3 {
  return stepMs >= 1000 ? 0 : stepMs >= 100 ? 1 : 3;
}
