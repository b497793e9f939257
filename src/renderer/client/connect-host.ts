import { createDesktopHost, findBridge } from './desktop-host.ts';
import type { Host } from './host.ts';
import { createWebHost } from './web-host.ts';

/** The host this page runs in: the desktop's bridge where there is one, else the server it came from. */
export function connectHost(): Host {
  const bridge = findBridge();
  return bridge === undefined ? createWebHost() : createDesktopHost(bridge);
}
