import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { fillLibrary, type FinishedRecording } from '../../../tests/support/fill-library.ts';
import { queueHome, type QueueHome } from '../../../tests/support/queue-home.ts';
import { browserTarget } from './browser-target.ts';
import { electronTarget, whyNoElectron } from './electron-target.ts';
import type { Target, TargetKind } from './target.ts';

/** A studio of its own for one test: a fresh library, what it runs in, a page. */
export interface Studio extends Omit<Target, 'show'> {
  readonly home: QueueHome;
  /** Puts finished documents into the library; before `open`. Returns their ids. */
  fill(recordings: readonly FinishedRecording[]): Promise<number[]>;
  /** Starts what is not started and shows a place such as `#/queue`. */
  open(place?: string): Promise<void>;
}

interface Options {
  readonly target: TargetKind;
}

/** `test` with a `studio`. What a page throws, logs as an error, or does against its content policy fails the test. */
export const test = base.extend<Options & { studio: Studio; reason: undefined }>({
  target: ['browser', { option: true }],
  reason: [
    async ({ target }, use, info) => {
      const why = target === 'electron' ? whyNoElectron() : undefined;
      info.skip(why !== undefined, why);
      await use(undefined);
    },
    { auto: true },
  ],
  studio: async ({ page, target: kind }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'voxlane-studio-'));
    const home = queueHome(folder);
    const faults: string[] = [];
    const parts = { home, folder, faults };
    const target = kind === 'electron' ? electronTarget(parts) : await browserTarget(page, parts);
    const studio: Studio = {
      home,
      get page(): Page {
        return target.page;
      },
      fill: (recordings) => fillLibrary(home.library, recordings),
      open: (place = '') => target.show(place),
      kill: () => target.kill(),
      stop: () => target.stop(),
      restart: () => target.restart(),
      bring: (paths) => target.bring(paths),
      paste: (text) => target.paste(text),
      saved: (act) => target.saved(act),
    };
    try {
      await use(studio);
    } finally {
      await page.close();
      await target.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    expect(faults, 'faults of the page').toEqual([]);
  },
});

export { expect };
