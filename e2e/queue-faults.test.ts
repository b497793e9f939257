import { mkdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { databaseProblems } from '../bench/soak/check-database.ts';
import { filesOf, queueHome, type QueueHome } from '../tests/support/queue-home.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';
import { canMount, withOwnMounts } from '../tests/support/small-disk.ts';

const ADD = 'v queue add "$IN/a.wav" "$IN/b.wav" --preset demo -o "$OUT"';
const RUN = 'v queue run --once -q';
/** What a script leaves for the test: the rows, the results and the database as they lie on its own disks. */
const KEEP = [
  'mkdir -p "$KEPT/out"; cp "$LIB"/library.db* "$KEPT/"; cp -r "$OUT/." "$KEPT/out/" 2>/dev/null',
  '"$NODE" "$VOXLANE" queue list --json > "$KEPT/list.json"',
].join('\n');

if (!canMount) console.warn('e2e/queue-faults is skipped: nothing may be mounted here (unshare -rm)');

describe.skipIf(!canMount)('a queue on a disk that is full or read-only (needs unshare)', () => {
  const scratch = scratchFolder();
  let calm: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    writeShortWav(scratch.at('a.wav'), 3);
    writeShortWav(scratch.at('b.wav'), 5);
    const home = queueHome(scratch.at('calm'));
    await home.add(scratch.at('a.wav'), scratch.at('b.wav'));
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    calm = filesOf(home.out);
    expect(Object.keys(calm)).toHaveLength(10);
  });

  const runScript = async (name: string, script: string): Promise<{ home: QueueHome; parts: string[] }> => {
    const home = queueHome(scratch.at(name));
    mkdirSync(scratch.at(name, 'kept'));
    const folders = { LIB: home.library, OUT: home.out, IN: scratch.path, KEPT: scratch.at(name, 'kept') };
    const output = await withOwnMounts(`${script}\n${KEEP}`, { ...home.env, ...folders }, scratch.at(name));
    return { home, parts: output.split(/^-- .*\n/m) };
  };
  const expectAllDone = (name: string): void => {
    const { jobs } = JSON.parse(readFileSync(scratch.at(name, 'kept', 'list.json'), 'utf8')) as {
      jobs: { state: string; path: string }[];
    };
    expect(jobs.map(({ state, path }) => [state, path])).toEqual([
      ['done', scratch.at('a.wav')],
      ['done', scratch.at('b.wav')],
    ]);
    expect(filesOf(scratch.at(name, 'kept', 'out'))).toEqual(calm);
    expect(databaseProblems(scratch.at(name, 'kept'))).toEqual([]);
  };

  it('library too small to be made: the addition is refused by name, and works once there is space', async () => {
    const { home, parts } = await runScript(
      'no-room',
      ['small "$LIB" 60k', ADD, 'echo "-- grown"', 'grow "$LIB" 40m', ADD, RUN].join('\n'),
    );
    expect(parts[0]).toMatch(/\[disk-full\].*\ncode 1\n$/s);
    expect(parts[0]).toContain(home.library);
    expectAllDone('no-room');
  });

  // SQLite's own files take 32 KiB and more: from "cannot even be opened" to "cannot take a result".
  it.each([0, 24, 60])('library with %i KiB left: named, rows kept, the same command ends the work', async (free) => {
    const name = `left-${free}`;
    const { home, parts } = await runScript(
      name,
      [
        'small "$LIB" 2m',
        ADD,
        'dd if=/dev/zero of="$LIB/filler" bs=4k 2>/dev/null',
        `truncate -s -${free}k "$LIB/filler"`,
        'echo "-- full"',
        RUN,
        'echo "-- freed"',
        'rm "$LIB/filler"',
        'v queue list',
        RUN,
      ].join('\n'),
    );
    expect(parts[0]).toMatch(/ADDED.*\nADDED.*\ncode 0\n$/);
    expect(parts[1]).toMatch(/\[disk-full\].*\ncode 1\n$/s);
    expect(parts[1]).toContain(home.library);
    expect(parts[2]).toMatch(/queued.*a\.wav[^]*queued.*b\.wav/);
    expect(parts[2]).toMatch(/code 0\n$/);
    expectAllDone(name);
  });

  it.each([
    ['results', '$OUT', '16k', '/out/'],
    ['work in progress', posix.join('$LIB', 'work'), '8k', `${posix.sep}work${posix.sep}`],
    ['reports', '$LIB/reports', '4k', '/reports/'],
  ])('no space for %s: named with its path, nothing half-written, the same command ends the work', async (...row) => {
    const [what, folder, size, named] = row;
    const name = what.replaceAll(' ', '-');
    const { parts } = await runScript(
      name,
      [
        ADD,
        `small "${folder}" ${size}`,
        'echo "-- full"',
        RUN,
        'echo "-- files"',
        `find "${folder}" -name "*.tmp"`,
        'echo "-- grown"',
        `grow "${folder}" 10m`,
        RUN,
      ].join('\n'),
    );
    expect(parts[1]).toMatch(/\[disk-full\].*code 1\n$/s);
    expect(parts[1]).toContain(named);
    expect(parts[2]).toBe('');
    expect(parts[3]).toMatch(/code 0\n$/);
    expectAllDone(name);
  });

  it('read-only library, results and work: each is named, nothing is lost, and retry ends the work', async () => {
    const readOnly = (folder: string): string =>
      `mkdir -p "${folder}"; mount --bind "${folder}" "${folder}"; mount -o remount,ro,bind "${folder}"`;
    const { home, parts } = await runScript(
      'read-only',
      [
        ADD,
        readOnly('$LIB'),
        'echo "-- library"',
        'v queue list',
        'v queue cancel 1',
        RUN,
        'umount "$LIB"',
        readOnly('$OUT'),
        'echo "-- results"',
        RUN,
        'umount "$OUT"',
        'v queue retry 1 2',
        readOnly('$LIB/work'),
        'echo "-- work"',
        RUN,
        'umount "$LIB/work"',
        'echo "-- writable"',
        'v queue retry 1 2',
        RUN,
      ].join('\n'),
    );
    expect(parts[1]?.match(/\[output-failed\]/g)).toHaveLength(3);
    expect(parts[1]?.match(/code 1/g)).toHaveLength(3);
    expect(parts[1]).toContain(home.library);
    expect(parts[2]).toMatch(/FAILED +a\.wav: \[output-failed\].*\/out.*\nFAILED +b\.wav: \[output-failed\].*\/out/);
    expect(parts[3]).toMatch(
      /FAILED +a\.wav: \[output-failed\].*[/]work.*\nFAILED +b\.wav: \[output-failed\].*[/]work/,
    );
    expect(parts[4]).toMatch(/2 of 2 done, 0 failed\.\ncode 0\n$/);
    expectAllDone('read-only');
  });
});
