import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { languageWork } from './language-work.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-language-work-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('unfinished work of language models', () => {
  it('of one language stays while another one is begun, also when their names begin alike', async () => {
    const long = await languageWork(folder).open('translate-zh-Hant', { lines: 1 });
    await long.write('batch', 'paid for');
    await (await languageWork(folder).open('translate-zh', { lines: 1 })).write('batch', 'other');
    expect(await long.read('batch')).toBe('paid for');
  });

  it('of other lines goes when its language is begun anew', async () => {
    const old = await languageWork(folder).open('translate-fr', { lines: 1 });
    await old.write('batch', 'of before');
    await languageWork(folder).open('translate-fr', { lines: 2 });
    expect(await old.read('batch')).toBeUndefined();
  });
});
