import { beforeAll, describe, expect, it } from 'vitest';
import { queueHome } from '../tests/support/queue-home.ts';
import type { CliResult } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

interface Cast {
  readonly kind: string;
  readonly speakers: readonly { readonly id: string; readonly name: string; readonly speech: number }[];
}

describe('telling the speakers of a finished recording apart again', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]): Promise<CliResult> => queueHome(scratch.path).run(...args);
  const cast = async (...args: string[]): Promise<Cast> => {
    const { code, stdout, stderr } = await run('library', 'speakers', '1', ...args, '--json');
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Cast;
  };
  const ids = ({ speakers }: Cast): string[] => speakers.map(({ id }) => id);
  const rttm = async (): Promise<string[][]> =>
    (await run('library', 'export', '1', '-f', 'rttm')).stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
  /** Who speaks at a moment, by RTTM. */
  const whoAt = async (seconds: number): Promise<string | undefined> =>
    (await rttm()).find((at) => Number(at[3]) <= seconds && seconds < Number(at[3]) + Number(at[4]))?.[7];

  beforeAll(async () => {
    writeShortWav(scratch.at('talk.wav'), 45);
    await run('queue', 'add', 'talk.wav', '--preset', 'demo', '-o', scratch.at('out'));
    const queue = await run('queue', 'run', '--once', '-q');
    if (queue.code !== 0) throw new Error(queue.stderr);
  });

  it('shows who speaks and changes their number, keeping the names of a user, with undo', async () => {
    const shown = await run('library', 'speakers', '1');
    expect(shown.stdout).toMatch(/SPEAKER\s+NAME\s+SPEECH\n.*S1\s+Speaker 1.*\n.*S2\s+Speaker 2/);
    await run('library', 'edit', '1', '--rename', 'S2=Nicolas');
    const before = await rttm();
    expect(ids(await cast('--count', '3'))).toHaveLength(3);
    const one = await cast('--count', '1');
    expect(one.speakers).toMatchObject([{ id: 'S2', name: 'Nicolas' }]);
    expect(new Set((await rttm()).map((line) => line[7]))).toEqual(new Set(['Nicolas']));
    await run('library', 'undo', '1');
    await run('library', 'undo', '1');
    expect(await rttm()).toEqual(before);
  });

  it('holds to what is said about two voices, also when the number changes later', async () => {
    const turns = await rttm();
    const [a, b] = [false, true].map((isNicolas) =>
      turns.find((line) => (line[7] === 'Nicolas') === isNicolas && Number(line[4]) > 1),
    );
    const middle = (line: readonly string[] | undefined): number => Number(line?.[3]) + Number(line?.[4]) / 2;
    const [at, other] = [middle(a), middle(b)];
    expect(await whoAt(at)).not.toBe(await whoAt(other));
    const range = (line: readonly string[] | undefined): string =>
      `${Number(line?.[3]).toFixed(2)}-${(Number(line?.[3]) + Number(line?.[4])).toFixed(2)}`;
    await cast('--same', `${range(a)}=${range(b)}`);
    expect(await whoAt(at)).toBe(await whoAt(other));
    await cast('--count', '2');
    expect(await whoAt(at)).toBe(await whoAt(other));
    const contradiction = await run('library', 'speakers', '1', '--different', `${range(a)}=${range(b)}`);
    expect([contradiction.code, contradiction.stderr.includes('Nothing was changed')]).toEqual([2, true]);
    await cast('--forget', '--count', '2');
    expect(await whoAt(at)).not.toBe(await whoAt(other));
  });

  it('splits one speaker by voice', async () => {
    await cast('--forget', '--count', '1');
    const split = await cast('--split', 'S2');
    expect(ids(split)).toHaveLength(2);
    expect(Math.min(...split.speakers.map(({ speech }) => speech))).toBeGreaterThan(5000);
  });

  it('lets a speaker be remembered whom only the correction found', async () => {
    await cast('--forget', '--count', '3');
    const third = ids(await cast()).find((id) => id !== 'S1' && id !== 'S2');
    await run('voices', 'enable', '--yes');
    const added = await run('voices', 'add', 'Cem', '--from', `1:${third}`);
    expect([added.code, added.stderr]).toEqual([0, '']);
    expect((await run('voices', 'list')).stdout).toContain('Cem');
  });

  it('says what is wrong with a request', async () => {
    expect((await run('library', 'speakers', '9')).stderr).toContain('9');
    expect((await run('library', 'speakers', '1', '--same', 'here=there')).code).toBe(2);
    expect((await run('library', 'speakers', '1', '--split', 'S1', '--count', '2')).code).toBe(2);
    expect((await run('library', 'speakers', '1', '--track', '7', '--count', '2')).stderr).toContain('is not kept');
  });
});
