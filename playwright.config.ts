import { existsSync } from 'node:fs';
import { chromium as bundled, defineConfig } from '@playwright/test';
import type { TargetKind } from './e2e/studio/support/target.ts';

const chromium = process.env['VOXLANE_CHROMIUM'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(chromium) || existsSync(bundled.executablePath());
if (!hasBrowser) {
  console.warn(
    'Chromium is not installed, so the specs of the studio are skipped. `npx playwright install chromium` gets it.',
  );
}

interface Options {
  readonly target: TargetKind;
}

/** The studio in a real browser against a real server; the same specs run on Electron where its binary is installed. */
export default defineConfig<Options>({
  testDir: 'e2e/studio',
  testIgnore: hasBrowser ? [] : ['**'],
  timeout: 180_000,
  workers: 2,
  // A busy machine is slow, not broken.
  expect: { timeout: 20_000 },
  outputDir: 'dist/.playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results-studio.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { ...(existsSync(chromium) ? { executablePath: chromium } : {}) },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', use: { target: 'browser' } },
    { name: 'electron', use: { target: 'electron' } },
  ],
});
