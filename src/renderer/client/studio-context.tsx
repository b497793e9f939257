import { createContext, type ReactNode, useContext } from 'react';
import type { Host } from './host.ts';

const HostContext = createContext<Host | undefined>(undefined);

export function HostProvider({ host, children }: { readonly host: Host; readonly children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>;
}

/** The studio and the machine around the page. Throws outside of the app. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('no host around this component');
  return host;
}
