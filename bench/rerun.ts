import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TranscribeInput } from '../src/engine/protocol/jobs.ts';
import { audioFixture } from '../tests/support/fixtures.ts';
import { type FixtureRun, transcribeFixture } from '../tests/support/transcribe-fixture.ts';
import type { BenchTable } from './table.ts';

const MEETING = audioFixture('digits-meeting-4spk-180s.flac');
const CHANGES: readonly (readonly [string, Partial<TranscribeInput['options']>])[] = [
  ['nothing', {}],
  ['profile', { profile: 'bbc' }],
  ['speaker count', { speakers: 3 }],
  ['language', { language: 'en' }],
];
const ROUNDS = 3;

/** Runs a recording again with one option changed, over the outputs that its first run left: best of three each. */
export async function benchRerun(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-rerun-'));
  try {
    const fresh = await best(() => transcribeFixture(MEETING));
    const first = await transcribeFixture(MEETING, {}, { jobsFolder: join(folder, 'jobs') });
    const artifacts = first.events.filter((event) => event.type === 'artifact');
    const rows = [['first run', 'vad, asr, diarize', seconds(fresh.ms), '']];
    for (const [name, options] of CHANGES) {
      const { run, ms } = await best(() => transcribeFixture(MEETING, options, { artifacts }));
      const started = run.events.flatMap((event) =>
        event.type === 'stage' && event.state === 'started' ? [event.stage] : [],
      );
      const share = `${((100 * ms) / fresh.ms).toFixed(0)} %`;
      rows.push([`${name} changed`, started.join(', ') || 'none', seconds(ms), share]);
    }
    return {
      title: 'Running digits-meeting-4spk-180s.flac again',
      header: ['run', 'stages run', 'processing time', 'of the first'],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function best(work: () => Promise<FixtureRun>): Promise<{ readonly run: FixtureRun; readonly ms: number }> {
  let fastest: { readonly run: FixtureRun; readonly ms: number } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const run = await work();
    const ms = performance.now() - started;
    if (fastest === undefined || ms < fastest.ms) fastest = { run, ms };
  }
  if (fastest === undefined) throw new Error('no round was run');
  return fastest;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
