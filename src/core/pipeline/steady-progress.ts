import type { ProgressReport } from './progress-tracker.ts';

/**
 * Keeps the fractions of one recording from falling over the runs that work on it: a run that takes the place of one that
 * died starts from 0 and reaches what is finished in jumps. `floor` is the overall fraction an earlier attempt got to.
 */
export function steadyProgress(floor = 0): (report: ProgressReport) => ProgressReport {
  let overall = floor;
  const stages = new Map<string, number>();
  return (report) => {
    overall = Math.max(overall, report.overallFraction);
    const stageFraction = Math.max(stages.get(report.stage) ?? 0, report.stageFraction);
    stages.set(report.stage, stageFraction);
    return { ...report, stageFraction, overallFraction: overall };
  };
}
