import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Suites whose recordings are FLAC or Opus. Without ffmpeg they are left out, and said so, instead of failing. */
const NEED_FFMPEG = [
  'tests/asr/remote-engine.test.ts',
  'tests/asr/asr-process.test.ts',
  'tests/asr/ctc-beam.test.ts',
  'tests/asr/ctc-transcript.test.ts',
  'tests/asr/stage-whisper.test.ts',
  'tests/asr/whisper-log-mel.test.ts',
  'tests/asr/whisper-progress.test.ts',
  'tests/asr/whisper-transcript.test.ts',
  'tests/diarize/**',
  'tests/media/**',
  'tests/pipeline/**',
  'tests/snippets/**',
  'tests/vad/**',
  'tests/voices/recognition.test.ts',
];
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn(`ffmpeg is not installed, so these suites are skipped: ${NEED_FFMPEG.join(', ')}`);

// Commands that tests start share what Node compiled; the folders they are given stay as they are.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/voxlane-compiled');

const setupFiles = ['tests/support/property-seed.ts'];

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], setupFiles, testTimeout: 20_000 } },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          setupFiles,
          exclude: [...configDefaults.exclude, ...(hasFfmpeg ? [] : NEED_FFMPEG)],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: { name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, maxWorkers: 2 },
      },
    ],
  },
});
