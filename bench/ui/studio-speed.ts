import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { fillLibrary } from '../../tests/support/fill-library.ts';
import { largeDocument } from '../../tests/support/large-document.ts';
import { queueHome } from '../../tests/support/queue-home.ts';
import { startStudioServer } from '../../tests/support/studio-server.ts';
import { examineFile } from '../../src/platform/media/input-file.ts';
import type { BenchTable } from '../table.ts';
import { framesDuring, keyTimes, percentile, RendererMeter } from './page-probes.ts';

const HOURS = 12;
const LONG_FRAME_MS = 50;
const IDLE_MS = 5000;
/** After opening: the browser still compiles and clears away for some seconds. */
const SETTLE_MS = 10_000;

/** The editor in Chromium with 10,000 cues, 100,000 words and twelve hours of sound, against the built server. */
export async function benchUi(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-bench-ui-'));
  const home = queueHome(folder);
  const media = longRecording(folder);
  const document = largeDocument({ cues: 10_000, wordsPerCue: 10, speakers: 4 });
  const { contentId } = await examineFile(media);
  await fillLibrary(home.library, [
    {
      path: media,
      document: { ...document, media: { ...document.media, contentId, durationMs: HOURS * 3_600_000 } },
    },
  ]);
  const server = await startStudioServer(home.env);
  const executablePath = process.env['VOXLANE_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch(existsSync(executablePath) ? { executablePath } : {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.url);
    await page.locator('main h1').waitFor();
    const firstPageMs = await page.evaluate(() => performance.now());
    const { header, rows } = await measure(page, server.origin);
    const title = 'The editor with 10,000 cues and 100,000 words';
    return { title, header, rows: [['show the first page', `${firstPageMs.toFixed(0)} ms`, ''], ...rows] };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(page: Page, origin: string): Promise<Omit<BenchTable, 'title'>> {
  const meter = await RendererMeter.of(page);
  const rows: string[][] = [];
  const row = (what: string, value: string, budget: string): void => void rows.push([what, value, budget]);
  const frames = (what: string, times: readonly number[], budget: string): void => {
    const longest = Math.max(0, ...times);
    const long = times.filter((time) => time > LONG_FRAME_MS).length;
    const fps = (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
    row(what, `${fps.toFixed(0)} fps, longest ${longest.toFixed(0)} ms, ${long} over ${LONG_FRAME_MS} ms`, budget);
  };

  const idle = async (what: string): Promise<void> => {
    const before = await meter.processorSeconds();
    await page.waitForTimeout(IDLE_MS);
    const share = ((await meter.processorSeconds()) - before) / (IDLE_MS / 1000);
    row(what, `${(share * 100).toFixed(1)} %`, 'about 0');
  };

  const first = await open(page, origin);
  row('open the document, first time', `${first.toFixed(0)} ms`, '2000 ms');
  await waveform(page, 600_000);
  await page.goto(`${origin}/#/library`);
  await page.waitForTimeout(1000);
  row('open it again', `${(await open(page, origin)).toFixed(0)} ms`, '2000 ms');
  await waveform(page, 60_000);
  await page.waitForTimeout(2000);

  await idle('processor time in the five seconds after opening');
  await page.waitForTimeout(SETTLE_MS);
  await idle('processor time while idle');

  const editor = page.locator('[data-scope="text"] textarea').first();
  await editor.click();
  const keys = await keyTimes(page, 'the quick brown fox jumps over the lazy dog and runs on');
  row('key to frame, 95th of 100', `${percentile(keys, 0.95).toFixed(0)} ms`, '50 ms');
  row('key to frame, median', `${percentile(keys, 0.5).toFixed(0)} ms`, '');
  await page.waitForTimeout(1500);

  const grid = page.getByRole('grid').first();
  await grid.hover();
  frames('scroll the cue list', await framesDuring(page, () => wheel(page, 0, 400, 100)), 'none over 50 ms');

  const lanes = page.locator('[data-scope="timeline"]').first();
  await lanes.hover();
  frames('pan twelve hours of waveform', await framesDuring(page, () => wheel(page, 300, 0, 150)), '60 fps');

  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(500);
  frames('play', await framesDuring(page, () => page.waitForTimeout(8000)), 'none over 50 ms');
  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(2000);
  await idle('processor time while paused');

  row('memory of the page', `${(await meter.memoryMiB()).toFixed(0)} MiB`, '400 MiB');
  return { header: ['what', 'measured', 'budget'], rows };
}

/** From the click to the cues, ms. */
async function open(page: Page, origin: string): Promise<number> {
  const started = await page.evaluate((address) => {
    const now = performance.now();
    location.href = address;
    return now;
  }, `${origin}/#/editor/1`);
  const shown = await page.waitForFunction(() => {
    const grid = document.querySelector('[role="grid"]');
    return grid?.textContent.includes('word0') === true ? performance.now() : false;
  });
  return Number(await shown.jsonValue()) - started;
}

/** Waits until sound is shown; the first time its peaks are worked out from twelve hours of it. */
async function waveform(page: Page, timeout: number): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('[data-testid="waveform"]')?.style.width !== '',
    undefined,
    { timeout },
  );
}

async function wheel(page: Page, x: number, y: number, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(16);
  }
}

/** Twelve hours of syllables and pauses, a minute of them over and over. */
function longRecording(folder: string): string {
  const minute = join(folder, 'minute.flac');
  const path = join(folder, 'long-talk.flac');
  const sound =
    "aevalsrc='0.5*sin(2*PI*(180+60*sin(2*PI*t/3))*t)*gt(sin(2*PI*t/0.7),-0.3)*gt(sin(2*PI*t/9),-0.6)':s=16000:d=60";
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', sound, '-c:a', 'flac', minute]);
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', String(HOURS * 60 - 1), '-i', minute, '-c', 'copy', path]);
  return path;
}
