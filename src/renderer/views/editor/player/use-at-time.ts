import { useMemo, useSyncExternalStore } from 'react';
import { onTime, transport } from '../../../state/playback.ts';

/** Something that depends on the moment that is heard; draws again only when it is another one, by `same`. */
export function useAtTime<Value>(read: (ms: number) => Value, same: (a: Value, b: Value) => boolean): Value {
  const snapshot = useMemo(() => snapshotOf(read, same), [read, same]);
  return useSyncExternalStore(onTime, snapshot);
}

/** Gives the same value again as long as it is the same one. */
function snapshotOf<Value>(read: (ms: number) => Value, same: (a: Value, b: Value) => boolean): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    const value = read(transport()?.nowMs() ?? 0);
    if (kept === undefined || !same(kept.value, value)) kept = { value };
    return kept.value;
  };
}

/** Equal lists of the same things. */
export function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
