import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { queueHome } from '../tests/support/queue-home.ts';
import type { CliResult } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

describe('tracks of one session', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]): Promise<CliResult> => queueHome(scratch.path).run(...args);
  const common = ['--preset', 'demo', '-f', 'json,txt'];
  const read = (...names: string[]): string => readFileSync(scratch.at(...names), 'utf8');

  beforeAll(() => {
    writeShortWav(scratch.at('anna.wav'), 6);
    writeShortWav(scratch.at('bert.wav'), 4);
  });

  it('become one result with a speaker for each file, at once and through the queue', async () => {
    const direct = await run('transcribe', '--tracks', 'anna.wav', 'bert.wav', ...common, '-o', 'direct');
    expect(direct.code, direct.stdout).toBe(0);
    const document = JSON.parse(read('direct', 'anna.json')) as {
      media: { channels: number; tracks: { name: string }[] };
    };
    expect(document.media.channels).toBe(2);
    expect(document.media.tracks.map(({ name }) => name)).toEqual(['anna.wav', 'bert.wav']);
    expect(read('direct', 'anna.txt')).toMatch(/anna/);

    const added = await run('queue', 'add', '--tracks', 'anna.wav', 'bert.wav', ...common, '-o', 'queued');
    expect([added.code, added.stdout.match(/anna\.wav|bert\.wav/g)]).toEqual([0, ['anna.wav']]);
    expect((await run('queue', 'run', '--once', '-q')).code).toBe(0);
    expect(JSON.parse(read('queued', 'anna.json'))).toEqual(document);
  });

  it('are refused whole, by the name of the file that is at fault', async () => {
    const missing = await run('transcribe', '--tracks', 'anna.wav', 'carl.wav', ...common, '-o', 'none');
    expect(missing.code).toBe(3);
    expect(missing.stdout).toMatch(/carl\.wav does not exist/);
    const lone = await run('transcribe', '--tracks', 'anna.wav', ...common, '-o', 'none');
    expect(lone.stdout).toMatch(/from 2 to 64 files/);
    expect(lone.code).toBe(2);
  });
});
