import { readFileSync } from 'node:fs';

/**
 * Most memory that this process had in use since it started, in bytes (resident set). Linux counts that of the parent at the
 * moment of the start in `resourceUsage` too, so there the number comes from /proc.
 */
export function peakRssBytes(): number {
  const kib = process.platform === 'linux' ? peakOfStatus() : undefined;
  return (kib ?? process.resourceUsage().maxRSS) * 1024;
}

function peakOfStatus(): number | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak);
  } catch {
    // No /proc in this container: the larger number is better than none.
    return undefined;
  }
}
