import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import { writeTextFile } from '../../studio/write-text.ts';

const side = z.int().min(-100_000).max(100_000);
const rectangle = z.object({
  x: side,
  y: side,
  width: z.int().min(200).max(50_000),
  height: z.int().min(150).max(50_000),
});

const stateSchema = z.object({
  bounds: rectangle.optional(),
  maximized: z.boolean().default(false),
  /** Version of the app whose graphics crashed again and again; it starts without the graphics card. */
  softwareRendering: z.string().max(100).optional(),
});

export type ShellState = z.infer<typeof stateSchema>;
/** A rectangle on the desktop, in its own pixels. */
export type Bounds = z.infer<typeof rectangle>;

export interface WindowPlace {
  readonly bounds?: Bounds | undefined;
  readonly maximized: boolean;
}

/** Reads what the shell remembers. A file that cannot be read is kept beside as `.bad`, and the shell starts afresh. */
export async function readShellState(path: string, log: Logger): Promise<ShellState> {
  const fresh: ShellState = { maximized: false };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return fresh;
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (cause) {
    log.warn(`${path} is damaged and was set aside: ${describeUnknown(cause)}`);
    await rename(path, `${path}.bad`).catch((error: unknown) => log.warn(describeUnknown(error)));
    return fresh;
  }
}

/** Writes it, whole or not at all. A full disk costs the place of the window, nothing else. */
export async function writeShellState(path: string, state: ShellState, log: Logger): Promise<void> {
  await writeTextFile(path, `${JSON.stringify(state)}\n`).catch((cause: unknown) => log.warn(describeUnknown(cause)));
}

/** The remembered place, if its title bar can be reached on one of the screens that are there now. */
export function reachable(bounds: Bounds | undefined, screens: readonly Bounds[]): Bounds | undefined {
  if (bounds === undefined) return undefined;
  const bar = { ...bounds, height: 40 };
  return screens.some((screen) => overlap(bar, screen).width >= 100 && overlap(bar, screen).height >= 20)
    ? bounds
    : undefined;
}

function overlap(a: Bounds, b: Bounds): { readonly width: number; readonly height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}
