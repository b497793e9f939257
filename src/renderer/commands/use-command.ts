import { useEffect, useRef } from 'react';
import { addHandler } from './command-table.ts';
import type { CommandId } from './catalogue.ts';

/** Does a command while this component is there; the newest component wins. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => addHandler(id, { run: () => latest.current(), enabled }), [id, enabled]);
}

/** The same for several commands. The set of names must not change. */
export function useCommands(runs: Readonly<Partial<Record<CommandId, () => void>>>, enabled = true): void {
  const latest = useRef(runs);
  useEffect(() => {
    latest.current = runs;
  });
  const names = Object.keys(runs).join(' ');
  useEffect(() => {
    const ids = names === '' ? [] : (names.split(' ') as CommandId[]);
    const removers = ids.map((id) => addHandler(id, { run: () => latest.current[id]?.(), enabled }));
    return () => {
      for (const remove of removers) remove();
    };
  }, [names, enabled]);
}
