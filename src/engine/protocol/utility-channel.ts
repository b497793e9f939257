import { isRecord } from './error-codec.ts';

/**
 * What crosses the channel of a utility process. Electron does not say when a message has left, and an exit loses those
 * still on their way, so a worker asks for a receipt (`flush`) and waits for it (`flushed`) before it goes.
 */
export type UtilityMessage =
  { readonly kind: 'frame'; readonly frame: unknown } | { readonly kind: 'flush' } | { readonly kind: 'flushed' };

/** Checks a message from the other end; `undefined` when it is none of ours. Frames are checked by their reader. */
export function parseUtilityMessage(value: unknown): UtilityMessage | undefined {
  if (!isRecord(value)) return undefined;
  if (value['kind'] === 'frame' && 'frame' in value) return { kind: 'frame', frame: value['frame'] };
  if (value['kind'] === 'flush' || value['kind'] === 'flushed') return { kind: value['kind'] };
  return undefined;
}
