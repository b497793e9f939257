import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { peakRssBytes } from './peak-memory.ts';

const MIB = 1024 ** 2;

it('counts what this process took, and in a child nothing of its parent', () => {
  const before = peakRssBytes();
  const block = Buffer.alloc(300 * MIB, 1);
  const after = peakRssBytes();
  expect(block.at(-1)).toBe(1);
  expect(after).toBeGreaterThan(Math.max(before, 300 * MIB));
  const script = `import { peakRssBytes } from ${JSON.stringify(new URL('peak-memory.ts', import.meta.url).href)};
    console.log(peakRssBytes());`;
  const child = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(Number(child)).toBeGreaterThan(10 * MIB);
  expect(Number(child)).toBeLessThan(250 * MIB);
});
