import type { Loss } from './codec.ts';
import type { LossCode } from './loss-codes.ts';

/** Counts what a writer could not keep, one entry per code in order of first use. */
export class LossLedger {
  private readonly counts = new Map<LossCode, { count: number; describe: (count: number) => string }>();

  /** Adds `count` (nothing when 0). `describe` turns the final count into the message. */
  add(code: LossCode, count: number, describe: (count: number) => string): void {
    if (count <= 0) return;
    const entry = this.counts.get(code) ?? { count: 0, describe };
    entry.count += count;
    this.counts.set(code, entry);
  }

  list(): Loss[] {
    return [...this.counts].map(([code, { count, describe }]) => ({ code, count, message: describe(count) }));
  }
}

/** `1 cue`, `2 cues`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
