import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { decodePcm } from '../../tests/support/pcm.ts';
import type { BenchTable } from '../table.ts';

const MINUTES = [10, 60, 240, 720];
const answerSchema = z.object({ ms: z.number(), speakers: z.number(), peakMiB: z.number() });

/**
 * The meeting of four speakers over and over, for 10 minutes to 12 hours, each in a process of its own on all cores: time
 * must grow with length and memory stay bounded. Peak memory is the process's whole, with Node.js, models and result.
 */
export function benchDiarizationScaling(): BenchTable {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-scaling-'));
  try {
    const file = join(folder, 'meeting.f32');
    writeFileSync(file, decodePcm(audioFixture('digits-meeting-4spk-180s.flac')));
    const threads = cpus().length;
    const measured = MINUTES.map((minutes) => {
      const script = fileURLToPath(new URL('scaling-child.ts', import.meta.url));
      const args = [script, file, `${minutes}`, `${threads}`];
      const text = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 3_600_000 });
      return { minutes, ...answerSchema.parse(JSON.parse(text.slice(text.lastIndexOf('{"ms"')))) };
    });
    const perHour = measured.map(({ minutes, ms }) => ms / 1000 / (minutes / 60));
    const usual = perHour[1] ?? NaN;
    return {
      title: `Diarization of long recordings (looped fixture speech, ${threads} threads)`,
      header: ['length', 'time', 'x real time', 'time an hour', 'against 1 h', 'peak memory', 'speakers'],
      rows: measured.map(({ minutes, ms, peakMiB, speakers }, i) => [
        minutes < 60 ? `${minutes} min` : `${minutes / 60} h`,
        `${(ms / 1000).toFixed(1)} s`,
        `${((minutes * 60_000) / ms).toFixed(0)}x`,
        `${(perHour[i] ?? NaN).toFixed(1)} s`,
        `${(((perHour[i] ?? NaN) / usual - 1) * 100).toFixed(0)} %`,
        `${peakMiB.toFixed(0)} MiB`,
        `${speakers}`,
      ]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
