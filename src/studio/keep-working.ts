import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import type { Studio } from './studio.ts';

/** How long to wait before a queue that met a fault of the machine is begun again, in milliseconds. */
const AGAIN_MS = 30_000;

/** Works the queue off and waits for more until the signal aborts. A fault of the machine is logged and tried again. */
export async function keepWorking(studio: Studio, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await studio.run({ once: false }, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.warn(`The queue stopped and begins again in half a minute: ${toAppError(error).message}`);
    }
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
