import type { Page } from '@playwright/test';

/**
 * With `VOXLANE_TEST_SLOW=1` requests, answers and events of a page take up to 60 ms longer, and one in five up to 1.5 s: what
 * a specification or the page takes for done too early shows then. Requests that outlive their page go at once.
 */
export async function slowDown(page: Page): Promise<void> {
  if (process.env['VOXLANE_TEST_SLOW'] !== '1') return;
  await page.addInitScript(() => {
    const wait = (): Promise<void> =>
      new Promise((resolve) => {
        setTimeout(resolve, Math.random() < 0.2 ? 300 + Math.random() * 1200 : Math.random() * 60);
      });
    const plain = window.fetch.bind(window);
    window.fetch = async (target, init) => {
      if (init?.keepalive !== true) await wait();
      const answer = await plain(target, init);
      await wait();
      return answer;
    };
    class SlowSocket extends WebSocket {
      override addEventListener(type: string, listener: unknown): void {
        const hear = listener as (event: Event) => void;
        let last = Promise.resolve();
        const late = (event: Event): void => {
          // In order, as they came.
          last = last.then(wait).then(() => hear.call(this, event));
        };
        super.addEventListener(type, type === 'message' ? late : hear);
      }
    }
    window.WebSocket = SlowSocket;
  });
}
