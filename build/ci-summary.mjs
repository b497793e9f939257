// Prints "N passed, N failed" from the reports of Vitest and Playwright; a failed check or build counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const status = Number(process.argv[2] ?? 0);
const read = (name) => {
  const file = new URL(`../${name}`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};
const vitest = read('test-results.json') ?? {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [],
};
const studio = read('test-results-studio.json')?.stats ?? { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };

const passed = vitest.numPassedTests + studio.expected + studio.flaky;
const failed = vitest.numFailedTests + studio.unexpected;
const skipped = vitest.testResults.flatMap((suite) =>
  suite.assertionResults.filter((test) => test.status === 'pending' || test.status === 'skipped'),
);
for (const test of skipped) console.log(`skipped: ${test.fullName}`);
if (studio.skipped > 0) console.log(`skipped: ${studio.skipped} specs of the studio`);
console.log(`${passed} passed, ${failed + (status !== 0 && failed === 0 ? 1 : 0)} failed`);
