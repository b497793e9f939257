import { readFileSync } from 'node:fs';
import { app } from 'electron';
import { CrashLimit } from './window/crash-limit.ts';

const MOST_CRASHES = 2;
const WITHIN_MS = 10 * 60_000;

/**
 * Starts without the graphics card when it crashed again and again under this version of the app. Has to be decided before
 * the app is ready, hence the small file is read at once; one that cannot be read says nothing.
 */
export function avoidBrokenGraphics(stateFile: string): void {
  try {
    const { softwareRendering } = JSON.parse(readFileSync(stateFile, 'utf8')) as { softwareRendering?: unknown };
    if (softwareRendering === app.getVersion()) app.disableHardwareAcceleration();
  } catch {
    // Not there at the first start; a damaged one is set aside with a warning when the window's place is read.
  }
}

/** Tells when the graphics process crashed for the third time in ten minutes. */
export function watchGraphics(onBroken: () => void): void {
  const limit = new CrashLimit(MOST_CRASHES, WITHIN_MS);
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type === 'GPU' && reason !== 'clean-exit' && reason !== 'killed' && limit.exceeded()) onBroken();
  });
}
