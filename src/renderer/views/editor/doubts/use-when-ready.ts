import { useEffect, useRef } from 'react';

/** Runs something now, or once there is something to run it on; of several calls before that the last counts. */
export function useWhenReady<Input>(ready: boolean, run: (input: Input) => void): (input: Input) => void {
  const latest = useRef(run);
  const waiting = useRef<{ readonly input: Input }>(undefined);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!ready || waiting.current === undefined) return;
    const { input } = waiting.current;
    waiting.current = undefined;
    latest.current(input);
  }, [ready]);
  return (input) => {
    if (ready) run(input);
    else waiting.current = { input };
  };
}
