import type { ConnectionState } from '../../contract/bridge.ts';

/** Makes a function that is told every state of a connection and says whether it came back just now after it was lost. */
export function comebacks(): (now: ConnectionState) => boolean {
  let before: ConnectionState | undefined;
  return (now) => {
    const isBack = now === 'ready' && before === 'lost';
    before = now;
    return isBack;
  };
}
