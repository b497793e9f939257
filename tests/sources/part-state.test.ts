import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgetWithoutPart, preparePart } from '../../src/platform/ytdlp/part-state.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('what an earlier attempt left', () => {
  const scratch = scratchFolder();
  let count = 0;
  const newFolder = (): string => {
    const folder = scratch.at(`job-${++count}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner.lock'), '{}');
    return folder;
  };
  const facts = { etag: '"1"', lengthBytes: 10 };

  it('stays for the same recording only', async () => {
    const folder = newFolder();
    expect(await preparePart(folder, facts)).toBe('new');
    writeFileSync(join(folder, 'x.mp4.part'), 'part');
    expect(await preparePart(folder, facts)).toBe('continued');
    expect(await preparePart(folder, { durationMs: 7 })).toBe('continued');
    expect(readdirSync(folder).sort()).toEqual(['owner.lock', 'recording.json', 'x.mp4.part']);
    // What the first look knew still counts, although the second knew less.
    expect(await preparePart(folder, { etag: '"2"' })).toBe('restarted');
    expect(readdirSync(folder).sort()).toEqual(['owner.lock', 'recording.json']);
  });

  it.each(['', '{"etag":', '[]', '{"etag":7}', '\0\0\0'])('goes when its description is damaged: %j', async (text) => {
    const folder = newFolder();
    await preparePart(folder, facts);
    writeFileSync(join(folder, 'x.mp4.part'), 'part');
    writeFileSync(join(folder, 'recording.json'), text);
    expect(await preparePart(folder, facts)).toBe('restarted');
    expect(readdirSync(folder)).not.toContain('x.mp4.part');
  });

  it('goes when nothing describes it', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'x.mp4.part'), 'part');
    expect(await preparePart(folder, facts)).toBe('restarted');
    expect(readdirSync(folder)).not.toContain('x.mp4.part');
  });

  it('is forgotten when it is only the description', async () => {
    const folder = newFolder();
    await preparePart(folder, facts);
    writeFileSync(join(folder, 'x.mp4.part'), 'part');
    await forgetWithoutPart(folder);
    expect(readdirSync(folder)).toHaveLength(3);
    rmSync(join(folder, 'x.mp4.part'));
    await forgetWithoutPart(folder);
    expect(readdirSync(folder)).toEqual(['owner.lock']);
  });
});
