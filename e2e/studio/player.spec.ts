import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { DocumentTrack, VoxlaneDocument } from '../../src/core/document/types.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { expect, test } from './support/studio.ts';

const DEMO = join(import.meta.dirname, '../../resources/demo/two-speakers.wav');
const never = new AbortController().signal;
const cue = { id: 'c1', startMs: 1000, endMs: 2000, lines: ['one two'], speaker: 'S1', wordIds: [] };
const speakers = [{ id: 'S1', name: 'Anna' }];
const turns = [{ startMs: 1000, endMs: 2000, speaker: 'S1' }];

/** Runs the system's ffmpeg to make a recording. */
function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** A document over a recording, or over several as the tracks of one session. */
async function documentOf(first: string, ...others: string[]): Promise<VoxlaneDocument> {
  const media = await Promise.all([first, ...others].map((path) => probeMedia(path, never)));
  const contentId = media[0]?.contentId ?? '';
  const durationMs = media[0]?.durationMs ?? 0;
  const tracks: DocumentTrack[] = media.map((each, at) => ({
    name: `track-${at + 1}`,
    contentId: each.contentId,
    stream: 0,
    startMs: 0,
  }));
  const of = { name: 'talk', contentId, durationMs, channels: media.length, ...(others.length > 0 ? { tracks } : {}) };
  return newDocument({ media: of, language: 'en', speakers, turns, exclusiveTurns: turns, cues: [cue] });
}

/** The element that plays, wherever it is. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const media = document.querySelector<HTMLMediaElement>('audio, video');
    return media === null ? undefined : { seconds: media.currentTime, length: media.duration, paused: media.paused };
  });

async function expectPlays(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await heard(page))?.seconds ?? 0).toBeGreaterThan(0.3);
}

test('a recording that was moved is found again, and another one is refused', async ({ studio }) => {
  const { page, home } = studio;
  const folder = join(home.out, 'media');
  mkdirSync(join(folder, 'archive'), { recursive: true });
  const path = join(folder, 'talk.wav');
  copyFileSync(DEMO, path);
  ffmpeg('-f', 'lavfi', '-i', 'sine=300:duration=2', join(folder, 'other.wav'));
  const [id] = await studio.fill([{ path, document: await documentOf(path) }]);
  renameSync(path, join(folder, 'archive', 'renamed.wav'));
  await studio.open(`#/editor/${id}`);
  await expect(page.getByText('The recording is not where it was')).toBeVisible();

  await page.getByRole('button', { name: 'Find the recording…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where is the recording now?' });
  const use = dialog.getByRole('button', { name: 'Use this file' });
  await expect(use).toBeDisabled();
  await dialog.getByRole('button', { name: /^other\.wav/ }).click();
  await use.click();
  await expect(page.getByText('That is another recording. Nothing was changed.')).toBeVisible();

  await page.getByRole('button', { name: 'Find the recording…' }).click();
  await dialog.getByRole('button', { name: 'archive' }).click();
  await dialog.getByRole('button', { name: /^renamed\.wav/ }).click();
  await use.click();
  await expect(page.getByText('The recording is not where it was')).toHaveCount(0);
  await expectPlays(page);
});

test('what Chromium cannot play is heard through sound made for it', async ({ studio }) => {
  const { page, home } = studio;
  mkdirSync(home.out, { recursive: true });
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10:duration=3'];
  const make = (name: string, ...args: string[]): string => {
    const path = join(home.out, name);
    ffmpeg('-i', DEMO, ...args, '-t', '3', path);
    return path;
  };
  const paths = [
    make('surround.ac3', '-c:a', 'ac3'),
    make('old.avi', ...picture, '-c:v', 'mpeg2video', '-c:a', 'mp2'),
    make('edit.mov', ...picture, '-c:v', 'prores_ks', '-c:a', 'pcm_s16le'),
  ];
  const ids = await studio.fill(
    await Promise.all(paths.map(async (path) => ({ path, document: await documentOf(path) }))),
  );
  await studio.open();
  for (const id of ids) {
    await studio.open(`#/editor/${id}`);
    await expect(page.getByText('This recording cannot be played here as it is')).toBeVisible();
    await page.getByRole('button', { name: 'Make its sound ready' }).click();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    await expectPlays(page);
    expect((await heard(page))?.length).toBeGreaterThan(2.5);
  }
});

test('the tracks of a session are heard together, and a lost one is asked for', async ({ studio }) => {
  const { page, home } = studio;
  mkdirSync(home.out, { recursive: true });
  const [anna, bert] = ['anna.flac', 'bert.flac'].map((name, at) => {
    const path = join(home.out, name);
    ffmpeg('-f', 'lavfi', '-i', `sine=${300 + 100 * at}:duration=${3 + at}`, path);
    return path;
  }) as [string, string];
  const document = await documentOf(anna, bert);
  const [id] = await studio.fill([{ path: anna, document, tracks: [bert] }]);
  renameSync(bert, join(home.out, 'b.flac'));
  await studio.open(`#/editor/${id}`);
  await expect(page.getByText(/^It was last at .*bert\.flac/)).toBeVisible();
  await page.getByRole('button', { name: 'Find the recording…' }).click();
  await page.getByRole('button', { name: /^b\.flac/ }).click();
  await page.getByRole('button', { name: 'Use this file' }).click();
  await expect(page.getByText('A session of 2 tracks')).toBeVisible();
  await page.getByRole('button', { name: 'Make its sound ready' }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  await expectPlays(page);
  // As long as the longest of them.
  expect((await heard(page))?.length).toBeGreaterThan(3.5);
});

test('skip keys, lead-in, letters and spelling are those of the settings', async ({ studio }) => {
  const { page } = studio;
  const [id] = await studio.fill([{ path: DEMO, document: await documentOf(DEMO) }]);
  await studio.open('#/settings/editor');
  const set = async (name: string, value: string): Promise<void> => {
    await page.getByRole('spinbutton', { name }).fill(value);
    await page.getByRole('spinbutton', { name }).press('Enter');
  };
  await page.getByRole('combobox', { name: 'Letters of cues' }).click();
  await page.getByRole('option', { name: 'Equal width' }).click();
  await page.getByRole('switch', { name: 'Spelling' }).click();
  await set('Skip keys', '1.5');
  await set('Lead-in', '600');
  await studio.open(`#/editor/${id}`);
  const field = page.getByRole('textbox', { name: 'Text of the cue' });
  await expect(field).toHaveAttribute('spellcheck', 'false');
  await expect(field).toHaveAttribute('lang', 'en');
  await expect(field).toHaveCSS('font-family', /monospace/);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'Skip forward' }).click();
  await expect.poll(async () => (await heard(page))?.seconds).toBeCloseTo(1.5, 1);
  await page.getByRole('button', { name: 'Skip back' }).click();
  await expect.poll(async () => (await heard(page))?.seconds).toBeCloseTo(0, 1);
  const seeks = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const media = document.querySelector('audio');
        media?.addEventListener('seeking', () => resolve(media.currentTime), { once: true });
      }),
  );
  await page.keyboard.press('F5');
  expect(await seeks).toBeCloseTo(0.4, 1);
});
