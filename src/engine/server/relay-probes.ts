import { useScriptRunner } from '../../platform/process/run-script.ts';
import type { UtilityTransport } from './utility-transport.ts';

/** Has the host run the scripts that test devices, since a utility process cannot start another process of Node. */
export function relayProbes(transport: UtilityTransport): void {
  useScriptRunner(({ args, wallMs, signal }) => transport.probe(args[0] ?? '', wallMs, signal));
}
