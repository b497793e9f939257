import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPlaced, placeRecording } from '../../src/studio/sources/place-recording.ts';
import { withJobFolder } from '../../src/studio/sources/job-folder.ts';
import { scratchFolder } from '../support/scratch.ts';

const info = { title: 'Talk', isLive: false, chapters: [], captions: [] };

describe('giving recordings their names', () => {
  const scratch = scratchFolder();
  let count = 0;
  const newFolder = (): string => {
    const folder = scratch.at(`out-${++count}`);
    mkdirSync(folder);
    return folder;
  };
  /** A finished download outside the folder. */
  const taken = (text: string, ending = '.mp4', caption = false) => {
    const job = newFolder();
    writeFileSync(join(job, `x${ending}`), text);
    if (caption) writeFileSync(join(job, 'x.en.vtt'), `captions of ${text}`);
    const media = { path: '', sizeBytes: text.length, contentId: '', container: '', hasVideo: false, audioStreams: [] };
    return {
      path: join(job, `x${ending}`),
      media,
      captions: caption ? [{ language: 'en', path: join(job, 'x.en.vtt') }] : [],
    };
  };
  const source = (id: string) => ({ id, url: `https://a.example/${id}`, info });
  const inside = (folder: string): string[] => readdirSync(folder).sort();

  it('keeps all of many that end at the same moment under one title', async () => {
    const folder = newFolder();
    const ids = Array.from({ length: 12 }, (_, index) => `id${index}`);
    const placed = await Promise.all(
      ids.map((id, index) =>
        placeRecording(folder, 'Talk', source(id), taken(`content ${id}`, index % 2 === 0 ? '.mp4' : '.wav', true)),
      ),
    );
    expect(new Set(placed.flat()).size).toBe(36);
    expect(inside(folder)).toHaveLength(36);
    for (const [index, id] of ids.entries()) {
      const [media = '', caption = '', sidecar = ''] = placed[index] ?? [];
      expect(readFileSync(media, 'utf8')).toBe(`content ${id}`);
      expect(readFileSync(caption, 'utf8')).toBe(`captions of content ${id}`);
      expect(JSON.parse(readFileSync(sidecar, 'utf8'))).toMatchObject({ id });
      expect(await findPlaced(folder, 'Talk', id)).toBe(media);
    }
  });

  it.each(['Talk.srt', 'TALK.mp4', 'Talk.source.json'])('leaves %s of the user alone', async (name) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), 'mine');
    const [media] = await placeRecording(folder, 'Talk', source('a'), taken('new'));
    expect(media).toBe(join(folder, 'Talk-2.mp4'));
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
  });

  it('leaves a caption of the user alone, and nothing of its own beside it', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'Talk.en.vtt'), 'mine');
    const [media] = await placeRecording(folder, 'Talk', source('a'), taken('new', '.mp4', true));
    expect(media).toBe(join(folder, 'Talk-2.mp4'));
    expect(inside(folder)).toEqual(['Talk-2.en.vtt', 'Talk-2.mp4', 'Talk-2.source.json', 'Talk.en.vtt']);
    expect(readFileSync(join(folder, 'Talk.en.vtt'), 'utf8')).toBe('mine');
  });

  it('takes up its own name where a crash left it half given, and keeps what the user made of a recording', async () => {
    const folder = newFolder();
    const [media, sidecar = ''] = await placeRecording(folder, 'Talk', source('a'), taken('whole'));
    writeFileSync(media, '');
    expect(await findPlaced(folder, 'Talk', 'a')).toBeUndefined();
    expect(await placeRecording(folder, 'Talk', source('a'), taken('again'))).toEqual([media, sidecar]);
    expect(readFileSync(media, 'utf8')).toBe('again');
    writeFileSync(media, 'cut by the user');
    const [second] = await placeRecording(folder, 'Talk', source('a'), taken('third'));
    expect(second).toBe(join(folder, 'Talk-2.mp4'));
    expect(readFileSync(media, 'utf8')).toBe('cut by the user');
    expect(await findPlaced(folder, 'Talk', 'a')).toBe(second);
  });

  it('puts the download back when it cannot be placed', async () => {
    const download = taken('kept');
    await expect(placeRecording(scratch.at('nowhere'), 'Talk', source('a'), download)).rejects.toMatchObject({
      code: 'output-failed',
    });
    expect(readFileSync(download.path, 'utf8')).toBe('kept');
  });
});

describe('the folder of a download', () => {
  const scratch = scratchFolder();
  const idle = new AbortController().signal;

  it('is for one at a time, and goes when it holds nothing to continue', async () => {
    const folder = scratch.at('.voxlane-a');
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} out`);
    };
    await Promise.all([withJobFolder(folder, idle, work('a')), withJobFolder(folder, idle, work('b'))]);
    const [first = ''] = order[0]?.split(' ') ?? [];
    const second = first === 'a' ? 'b' : 'a';
    expect(order).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
    expect(readdirSync(scratch.path)).toEqual([]);
    await withJobFolder(folder, idle, async () => writeFileSync(join(folder, 'x.part'), 'part'));
    expect(readdirSync(folder)).toEqual(['x.part']);
  });

  it('can be taken over from a process that died, and waited for only until a cancel', async () => {
    const folder = scratch.at('.voxlane-b');
    mkdirSync(folder);
    const { pid } = spawnSync('true');
    writeFileSync(join(folder, 'owner.lock'), JSON.stringify({ pid, started: 'long ago' }));
    const controller = new AbortController();
    await withJobFolder(folder, idle, async () => {
      const second = withJobFolder(folder, controller.signal, () => Promise.resolve('never'));
      setTimeout(() => controller.abort(), 30);
      await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    });
  });
});
