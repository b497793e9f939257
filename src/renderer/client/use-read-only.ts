import { useEffect, useState } from 'react';
import { useHost } from './studio-context.tsx';

/** Whether this window may only look; draws again when that changes. */
export function useReadOnly(): boolean {
  const host = useHost();
  const [readOnly, setReadOnly] = useState(host.readOnly);
  useEffect(() => host.pen?.onChange((state) => setReadOnly(state !== 'held')), [host]);
  return readOnly;
}
