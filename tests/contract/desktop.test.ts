import { rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesktopBridge } from '../../src/contract/bridge.ts';
import type { Reply } from '../../src/contract/reply.ts';
import { DesktopStudio } from '../../src/renderer/client/desktop-studio.ts';
import { type Desktop, startDesktop } from '../support/electron-stand-in/start-desktop.ts';
import { studioContract } from '../support/studio-contract.ts';

/** The bridge in the page of the app, seen from the test: calls go in, events come out by asking. */
function remoteBridge(desktop: Desktop): Pick<DesktopBridge, 'call' | 'cancel' | 'on'> & { stop(): void } {
  let next = 0;
  const listeners = new Map<number, (data: unknown) => void>();
  const collect = async (): Promise<void> => {
    const heard = await desktop.evaluate((stand) => {
      const all = (stand.notes['heard'] ?? []) as [number, unknown][];
      stand.notes['heard'] = [];
      return all;
    });
    for (const [id, data] of heard) listeners.get(id)?.(data);
  };
  const timer = setInterval(() => void collect().catch(() => undefined), 20);
  return {
    call: (name, input, ticket) =>
      desktop.evaluate(
        (stand, { name, input, ticket, downloader }) => {
          if (downloader !== undefined) process.env['VOXLANE_YTDLP'] = downloader;
          return stand.bridge()['call']?.(name, input, ticket) as Promise<Reply<unknown>>;
        },
        { name, input, ticket, downloader: process.env['VOXLANE_YTDLP'] },
      ),
    cancel: (ticket) => void desktop.evaluate((stand, ticket) => void stand.bridge()['cancel']?.(ticket), ticket),
    on(event, listener) {
      const id = next++;
      listeners.set(id, listener);
      void desktop.evaluate(
        (stand, { event, id }) => {
          const stops = (stand.notes['stops'] ??= {}) as Record<number, unknown>;
          stops[id] = stand.bridge()['on']?.(event, (data: unknown) => {
            ((stand.notes['heard'] ??= []) as unknown[]).push([id, data]);
          });
        },
        { event, id },
      );
      return () => {
        void desktop.evaluate((stand, id) => {
          const stops = stand.notes['stops'] as Record<number, (() => void) | undefined>;
          stops[id]?.();
        }, id);
      };
    },
    stop: () => clearInterval(timer),
  };
}

studioContract("through Electron's main and preload", async (home) => {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-desktop-'));
  const desktop = await startDesktop({ home: folder, env: { VOXLANE_HOME: home } });
  const bridge = remoteBridge(desktop);
  // What the suite adds to the queue counts as dropped by its user.
  for (const path of ['/r/later.wav', '/out'])
    await desktop.evaluate((stand, path) => void stand.bridge()['pathOf']?.({ path }), path);
  return {
    api: new DesktopStudio(bridge),
    async close() {
      bridge.stop();
      await desktop.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
