import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { withModelLock } from './model-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-lock-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('withModelLock', () => {
  it('never lets two in, however close together they come', async () => {
    for (let round = 0; round < 100; round++) {
      let inside = 0;
      let most = 0;
      const work = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        await setTimeout(2);
        inside--;
      };
      const results = await Promise.allSettled([1, 2, 3].map(() => withModelLock(folder, 'tiny', work)));
      expect(most).toBe(1);
      expect(results.some((result) => result.status === 'fulfilled')).toBe(true);
    }
  });

  it.each(['999999999', 'nonsense', ''])('takes over a lock that says %j', async (text) => {
    writeFileSync(join(folder, '.lock-old'), text);
    expect(await withModelLock(folder, 'old', () => Promise.resolve('done'))).toBe('done');
  });
});
