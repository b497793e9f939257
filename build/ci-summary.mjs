// Prints "N passed, N failed" from Vitest's JSON report; a failed check or build counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const status = Number(process.argv[2] ?? 0);
const file = new URL('../test-results.json', import.meta.url);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
const failed = report.numFailedTests + (status !== 0 && report.numFailedTests === 0 ? 1 : 0);
if (report.numPendingTests > 0) {
  const skipped = report.testResults.flatMap((suite) =>
    suite.assertionResults.filter((test) => test.status === 'pending' || test.status === 'skipped'),
  );
  for (const test of skipped) console.log(`skipped: ${test.fullName}`);
}
console.log(`${report.numPassedTests} passed, ${failed} failed`);
