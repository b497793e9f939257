import { useEffect, useRef, useState } from 'react';
import { onTime, transport } from '../../../state/playback.ts';

/** Something that depends on the moment that is heard; draws again only when it is another one, by `same`. */
export function useAtTime<Value>(read: (ms: number) => Value, same: (a: Value, b: Value) => boolean): Value {
  const [value, setValue] = useState(() => read(transport()?.nowMs() ?? 0));
  const latest = useRef({ read, same });
  useEffect(() => {
    latest.current = { read, same };
    const next = read(transport()?.nowMs() ?? 0);
    setValue((before) => (same(before, next) ? before : next));
  }, [read, same]);
  useEffect(
    () =>
      onTime((ms) => {
        const next = latest.current.read(ms);
        setValue((before) => (latest.current.same(before, next) ? before : next));
      }),
    [],
  );
  return value;
}

/** Equal lists of the same things. */
export function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
