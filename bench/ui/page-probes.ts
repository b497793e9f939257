import type { CDPSession, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

/** Times between drawn frames while `work` ran, ms. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const state = { times, on: true };
    Object.assign(globalThis, { voxlaneFrames: state });
    const tick = (now: number): void => {
      times.push(now);
      if (state.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  const times = await page.evaluate(() => {
    const state = (globalThis as unknown as { voxlaneFrames: { times: number[]; on: boolean } }).voxlaneFrames;
    state.on = false;
    return state.times;
  });
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

/** From each key to the frame that shows it, ms. */
export async function keyTimes(page: Page, text: string): Promise<number[]> {
  await page.evaluate(() => {
    const list: number[] = [];
    Object.assign(globalThis, { voxlaneKeys: list });
    const channel = new MessageChannel();
    let pressed: number | undefined;
    channel.port1.onmessage = () => {
      if (pressed !== undefined) list.push(performance.now() - pressed);
      pressed = undefined;
    };
    document.addEventListener(
      'keydown',
      (event) => {
        pressed = event.timeStamp;
        requestAnimationFrame(() => channel.port2.postMessage(''));
      },
      true,
    );
  });
  for (const key of text) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForTimeout(40);
  }
  return page.evaluate(() => (globalThis as unknown as { voxlaneKeys: number[] }).voxlaneKeys);
}

/** Processor time and memory of the page's process. */
export class RendererMeter {
  readonly #cdp: CDPSession;

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  static async of(page: Page): Promise<RendererMeter> {
    const browser = page.context().browser();
    if (browser === null) throw new Error('no browser');
    return new RendererMeter(await browser.newBrowserCDPSession());
  }

  async #renderers(): Promise<readonly { readonly id: number; readonly cpuTime: number }[]> {
    const { processInfo } = await this.#cdp.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  }

  /** Seconds of processor time of all pages so far. */
  async processorSeconds(): Promise<number> {
    return (await this.#renderers()).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }

  /** Memory of the largest page that no other process shares, MiB. */
  async memoryMiB(): Promise<number> {
    const sizes = (await this.#renderers()).map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    });
    return Math.max(0, ...sizes);
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
