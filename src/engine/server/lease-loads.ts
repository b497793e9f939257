import type { Loaded } from '../../core/pipeline/parts.ts';
import { leaseGpu } from '../../platform/devices/gpu-leases.ts';
import type { Logger } from '../../shared/logger.ts';

/** Another job may need its card this long; after that it is tried all the same, and steps down if it has to. */
const WAIT_MS = 5 * 60_000;

/** A way to load a stage in turn with whatever else loads models onto the GPUs of this machine. */
export function leasedLoad<In, Out, Options>(
  provider: { load(): Promise<Loaded<In, Out, Options>> },
  needBytes: number,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): () => Promise<Loaded<In, Out, Options>> {
  const load = provider.load.bind(provider);
  return async () => {
    const lease = await leaseGpu({ needBytes, signal, waitMs: WAIT_MS });
    if (lease === undefined)
      log.warn('no GPU said that it has room for the model; it is tried all the same', { needBytes });
    try {
      const loaded = await load();
      await lease?.loaded();
      return {
        ...loaded,
        async dispose() {
          await loaded.dispose();
          await lease?.release();
        },
      };
    } catch (error) {
      await lease?.release();
      throw error;
    }
  };
}
