import type { Host } from './host.ts';

/** The host this page runs in: the desktop's bridge where there is one, else the server it came from. */
export async function connectHost(): Promise<Host> {
  throw new Error('no host yet');
}
