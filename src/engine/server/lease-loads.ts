import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import type { WatchedEngine } from './asr/watched-rung.ts';
import { type GpuLease, leaseGpu } from '../../platform/devices/gpu-leases.ts';
import { roomOn } from '../../platform/devices/room-on.ts';
import type { Logger } from '../../shared/logger.ts';
import type { OpenedRung } from '../../core/stages/asr/cascade/cascade.ts';
import type { ProcessOwner } from './asr/model-process.ts';

/** Another job may need its card this long; after that it is tried all the same, and steps down if it has to. */
const WAIT_MS = 5 * 60_000;

/**
 * Opens a recogniser in turn with whatever else loads models onto the GPUs of this machine; its lease ends when its process
 * has. One on the processor needs none.
 */
export async function leasedOpen(
  { device, needBytes }: Pick<AsrCandidate, 'device' | 'needBytes'>,
  open: (owner: Required<Pick<ProcessOwner, 'onPeakRss' | 'onStart'>>) => Promise<OpenedRung>,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<WatchedEngine & { readonly gpu: string | undefined }> {
  let peakRss: number | undefined;
  const onPeakRss = (bytes: number): void => {
    peakRss = Math.max(peakRss ?? 0, bytes);
  };
  if (device === 'cpu') {
    const opened = await open({ onPeakRss, onStart: () => undefined });
    return {
      ...opened,
      gpu: undefined,
      keepsPlace: () => Promise.resolve(true),
      tookBytes: () => Promise.resolve(peakRss),
    };
  }
  const lease = await leaseGpu({ needBytes, signal, waitMs: WAIT_MS });
  if (lease === undefined)
    log.warn('no GPU said that it has room for the model; it is tried all the same', { needBytes });
  let opened: OpenedRung;
  let before: Awaited<ReturnType<typeof roomOn>>;
  try {
    before = await roomOn(device, lease?.gpu);
    opened = await open({ onPeakRss, onStart: (pid) => lease?.heldBy(pid) });
    await lease?.loaded();
  } catch (error) {
    await lease?.release();
    throw error;
  }
  let leastFree = Infinity;
  const look = async (): Promise<void> => {
    leastFree = Math.min(leastFree, (await roomOn(device, lease?.gpu))?.freeBytes ?? Infinity);
  };
  return {
    ...opened,
    gpu: lease?.gpu,
    async keepsPlace() {
      await look();
      return lease === undefined || (await keeps(lease, log));
    },
    async tookBytes() {
      await look();
      // Another program may have freed memory meanwhile; then nothing can be said.
      const took = before === undefined ? 0 : before.freeBytes - leastFree;
      return took > 0 ? took : undefined;
    },
    async dispose() {
      await opened.dispose();
      await lease?.release();
    },
  };
}

async function keeps(lease: GpuLease, log: Logger): Promise<boolean> {
  const state = await lease.check();
  if (state !== 'held') log.warn('the lease of a GPU was gone from the book', { gpu: lease.gpu, state });
  return state !== 'lost';
}
