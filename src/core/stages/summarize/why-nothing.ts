import type { MissingPart } from './types.ts';

/** Why there is no summary of what was read to its end: nothing was said, the model would not answer, or not usably. */
export function whyNothing(missing: readonly MissingPart[]): 'noWords' | 'refused' | 'noAnswer' {
  if (missing.length === 0) return 'noWords';
  return missing.every(({ refused }) => refused) ? 'refused' : 'noAnswer';
}
