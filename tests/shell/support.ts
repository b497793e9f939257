import type { Reply } from '../../src/contract/reply.ts';
import type { Desktop } from '../support/electron-stand-in/start-desktop.ts';

/** Calls the studio as the page does. */
export function call(desktop: Desktop, name: string, input: unknown): Promise<Reply<unknown>> {
  return desktop.evaluate((stand, [name, input]) => stand.bridge()['call']?.(name, input) as Promise<never>, [
    name,
    input,
  ] as const);
}

/** The user drops a file onto the window. */
export function drop(desktop: Desktop, path: string): Promise<unknown> {
  return desktop.evaluate((stand, path) => stand.bridge()['pathOf']?.({ path }), path);
}

/** What the shell asked of the system under a name, so far. */
export function asked(desktop: Desktop, name: string): Promise<unknown[]> {
  return desktop.evaluate((stand, name) => stand.calls.filter(([one]) => one === name).map((one) => one[1]), name);
}
