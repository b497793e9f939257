import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { audioFixture } from '../tests/support/fixtures.ts';
import { startCli } from '../tests/support/run-cli.ts';
import type { BenchTable } from './table.ts';
import { watchMemory } from './watch-memory.ts';

const LOOP_SECONDS = 60;
const HOURS = 12;
const LOOPS = (HOURS * 3600) / LOOP_SECONDS;

const documentSchema = z.object({
  media: z.object({ durationMs: z.number() }),
  cues: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
});

/**
 * Decode and speech detection over 12 hours through the built command: a FLAC of one dialog repeated 720 times. Shows the
 * peak memory of every process, the speed, and how far the times of the last hour's last minute are from the first hours'.
 */
export async function benchLongAudio(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-long-'));
  try {
    const list = join(folder, 'list.txt');
    const long = join(folder, 'long.flac');
    writeFileSync(list, `file '${audioFixture('digits-dialog-2spk-60s.flac')}'\n`.repeat(LOOPS));
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', long]);
    const run = startCli(['transcribe', long, '--skip', 'diarize', '--formats', 'json', '--jsonl', '--out', folder], {
      env: { VOXLANE_CACHE: join(folder, 'cache'), VOXLANE_MODELS: join(folder, 'no-models') },
    });
    const memory = watchMemory(run.process.pid ?? 0);
    const { code, elapsedMs, stderr } = await run.result;
    if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr.slice(-500)}`);
    const document = documentSchema.parse(JSON.parse(readFileSync(join(folder, 'long.json'), 'utf8')));
    return {
      title: `${HOURS} h of speech (FLAC): decode + VAD through the command`,
      header: ['measure', 'value'],
      rows: [
        [
          'processing time',
          `${(elapsedMs / 1000).toFixed(0)} s = ${Math.round((HOURS * 3_600_000) / elapsedMs)} x real time`,
        ],
        ...memory.stop().map((peak) => [`peak RSS of ${peak.name}`, `${peak.peakMiB} MiB`]),
        ['length found', `${document.media.durationMs} ms (exact: ${HOURS * 3_600_000} ms)`],
        ['largest time difference, last minute against minute 2', `${driftMs(document.cues)} ms`],
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Largest difference of cue bounds between the last loop and the second, after taking the loops' distance off. */
function driftMs(cues: readonly { readonly startMs: number; readonly endMs: number }[]): number {
  const inLoop = (loop: number): number[] =>
    cues
      .filter((cue) => Math.floor(cue.startMs / (LOOP_SECONDS * 1000)) === loop)
      .flatMap((cue) => [cue.startMs - loop * LOOP_SECONDS * 1000, cue.endMs - loop * LOOP_SECONDS * 1000]);
  const early = inLoop(1);
  const late = inLoop(LOOPS - 1);
  if (early.length === 0 || early.length !== late.length) return NaN;
  // The very last cue has silence instead of another loop after it, so its end is left out.
  return Math.max(...early.slice(0, -1).map((time, index) => Math.abs(time - (late[index] ?? NaN))));
}
