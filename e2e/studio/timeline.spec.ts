import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Turn, Word } from '../../src/core/timeline/types.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { expect, test } from './support/studio.ts';

const RECORDING = join(import.meta.dirname, '../../resources/demo/two-speakers.wav');
const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });

/** Ten words of a second each: five of S1, five of S2. The recording is real, what is said in it does not matter. */
async function talk(): Promise<VoxlaneDocument> {
  const { contentId, durationMs = 0 } = await probeMedia(RECORDING, new AbortController().signal);
  const words = Array.from({ length: 10 }, (_, n): Word => {
    const speaker = n < 5 ? 'S1' : 'S2';
    const span = { startMs: n * 1000, endMs: n * 1000 + 800 };
    return { id: `w${n}`, ...span, text: `word${n}`, confidence: 1, timing: 'dtw', engine: 't', speaker };
  });
  const turns = [turn(0, 5000, 'S1'), turn(5000, 10_000, 'S2')];
  const cue = (id: string, from: number, to: number) => {
    const own = words.slice(from, to);
    const lines = [own.map(({ text }) => text).join(' ')];
    const span = { startMs: from * 1000, endMs: to * 1000 - 200 };
    return { id, ...span, lines, speaker: from < 5 ? 'S1' : 'S2', wordIds: own.map((word) => word.id) };
  };
  return newDocument({
    media: { name: 'two-speakers.wav', contentId, durationMs, channels: 1 },
    speakers: ['S1', 'S2'].map((id) => ({ id, name: `Speaker ${id.slice(1)}` })),
    words,
    turns,
    exclusiveTurns: turns,
    cues: [cue('c1', 0, 2), cue('c2', 2, 5), cue('c3', 5, 10)],
  });
}

const turnsOf = (page: Page) => page.locator('#lane-list li');
const positionOf = async (page: Page): Promise<number> => {
  const text = (await page.getByTestId('position').textContent()) ?? '';
  const [minutes = 0, seconds = 0] = text.split(':').map(Number);
  return minutes * 60 + seconds;
};
/** Where a moment lies on the screen; 30 s are seen at first. */
async function placeOf(page: Page, testId: string, ms: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId(testId).boundingBox();
  if (box === null) throw new Error(`${testId} is not there`);
  return { x: box.x + (ms / 30_000) * box.width, y: box.y + y };
}

test.describe('player and timeline', () => {
  test.beforeEach(async ({ studio }) => {
    const [id] = await studio.fill([{ path: RECORDING, document: await talk() }]);
    await studio.open();
    await studio.open(`#/editor/${id}`);
    await expect(turnsOf(studio.page)).toHaveText(['Speaker 1, 0:00.0 – 0:05.0', 'Speaker 2, 0:05.0 – 0:10.0']);
  });

  test('plays the cue and stops at its end, without taking the focus', async ({ studio: { page } }) => {
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    const at = await placeOf(page, 'cue-layer', 1000, 40);
    await page.mouse.click(at.x, at.y);
    const focus = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press('F5');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect(await positionOf(page)).toBeCloseTo(1.8, 1);
    expect(await focus.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('a block goes to another speaker by drag and back by undo', async ({ studio: { page } }) => {
    const lanes = await page.getByTestId('lanes').boundingBox();
    const row = Math.max(28, Math.min(64, Math.floor((lanes?.height ?? 0) / 3)));
    const from = await placeOf(page, 'lanes', 2500, row / 2);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 3, from.y + row, { steps: 5 });
    await page.mouse.up();
    await expect(turnsOf(page)).toHaveText(['Speaker 2, 0:00.0 – 0:10.0']);
    await page.keyboard.press('Control+z');
    await expect(turnsOf(page)).toHaveText(['Speaker 1, 0:00.0 – 0:05.0', 'Speaker 2, 0:05.0 – 0:10.0']);
  });

  test('Escape leaves a drag without a trace', async ({ studio: { page } }) => {
    const from = await placeOf(page, 'lanes', 2500, 12);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 60, { steps: 5 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  });

  test('everything is done by key too', async ({ studio: { page } }) => {
    await page.getByTestId('lanes').focus();
    await page.keyboard.press('.');
    await expect(page.getByRole('status').filter({ hasText: 'Speaker 2, 0:05.0 – 0:10.0' })).toBeAttached();
    await page.keyboard.press('{');
    await expect(turnsOf(page).nth(1)).toHaveText('Speaker 2, 0:05.0 – 0:09.9');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('s');
    await expect(turnsOf(page)).toHaveText([
      'Speaker 1, 0:00.0 – 0:05.0',
      'Speaker 2, 0:05.0 – 0:06.0',
      'Speaker 2, 0:06.0 – 0:09.9',
    ]);
    await page.keyboard.press('Shift+ArrowUp');
    await expect(turnsOf(page)).toHaveText([
      'Speaker 1, 0:00.0 – 0:05.0',
      'Speaker 2, 0:05.0 – 0:06.0',
      'Speaker 1, 0:06.0 – 0:09.9',
    ]);
    await page.keyboard.press('Delete');
    await expect(turnsOf(page)).toHaveCount(2);
  });

  test('bookmarks are flags on the ruler that lead there', async ({ studio: { page } }) => {
    const at = await placeOf(page, 'cue-layer', 6000, 40);
    await page.mouse.click(at.x, at.y);
    await page.keyboard.press('Control+Shift+B');
    const flag = page.getByRole('button', { name: '0:05.0 Bookmark' });
    await expect(flag).toBeVisible();
    const ruler = await placeOf(page, 'cue-layer', 5000, 0);
    const box = await flag.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0) / 2).toBeCloseTo(ruler.x, -1);
    await page.keyboard.press('Home');
    await flag.hover();
    await expect(page.getByRole('tooltip')).toHaveText('0:05.0 Bookmark');
    await flag.click();
    expect(await positionOf(page)).toBeCloseTo(5, 1);
  });

  test('the view moves along with a drag at its edge, and Escape takes the drag back', async ({ studio: { page } }) => {
    await page.getByTestId('lanes').focus();
    for (let step = 0; step < 6; step++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const layer = await page.getByTestId('cue-layer').boundingBox();
    if (layer === null) throw new Error('no cue layer');
    // The first cue fills the view: its body is held and taken to the right edge.
    const from = { x: layer.x + layer.width / 2, y: layer.y + 40 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(layer.x + layer.width - 3, from.y, { steps: 8 });
    const start = page.getByRole('slider', { name: 'Overview of the recording' });
    await expect.poll(async () => Number(await start.getAttribute('aria-valuenow'))).toBeGreaterThan(1500);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  });
});
