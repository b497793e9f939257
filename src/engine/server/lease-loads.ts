import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import type { OpenedRung } from '../../core/stages/asr/cascade/cascade.ts';
import { leaseGpu } from '../../platform/devices/gpu-leases.ts';
import type { Logger } from '../../shared/logger.ts';

/** Another job may need its card this long; after that it is tried all the same, and steps down if it has to. */
const WAIT_MS = 5 * 60_000;

/**
 * Opens a recogniser in turn with whatever else loads models onto the GPUs of this machine; its lease ends when its process
 * has. One on the processor needs none.
 */
export async function leasedOpen(
  { device, needBytes }: Pick<AsrCandidate, 'device' | 'needBytes'>,
  open: () => Promise<OpenedRung>,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<OpenedRung> {
  if (device === 'cpu') return open();
  const lease = await leaseGpu({ needBytes, signal, waitMs: WAIT_MS });
  if (lease === undefined)
    log.warn('no GPU said that it has room for the model; it is tried all the same', { needBytes });
  try {
    const opened = await open();
    await lease?.loaded();
    return {
      ...opened,
      async dispose() {
        await opened.dispose();
        await lease?.release();
      },
    };
  } catch (error) {
    await lease?.release();
    throw error;
  }
}
