import type { UtilityProcess } from 'electron';
import type { OutputTail } from '../../engine/host/output-tail.ts';

/** Reads all that a utility process prints into `tail`; resolves at its end. `onErrorLine` hears every line of stderr. */
export async function readOutput(
  child: UtilityProcess,
  tail: OutputTail,
  onErrorLine: (line: string) => void,
): Promise<void> {
  // The streams are Node's own, though Electron declares the narrower type.
  const [stdout, stderr] = [child.stdout, child.stderr] as (NodeJS.ReadStream | null | undefined)[];
  await Promise.all([
    ...(stdout === null || stdout === undefined ? [] : [tail.read(stdout)]),
    ...(stderr === null || stderr === undefined ? [] : [tail.read(stderr, onErrorLine)]),
  ]);
}
