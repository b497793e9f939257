import { Eye, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '../../contract/bridge.ts';
import { useHost } from '../client/studio-context.tsx';

/** Says when the studio cannot be reached, and when this window only looks. Nothing otherwise. */
export function ConnectionBar() {
  const { t } = useTranslation('app');
  const host = useHost();
  const [state, setState] = useState<ConnectionState>('connecting');
  useEffect(() => host.onConnection(setState), [host]);
  if (state === 'ready' && !host.readOnly) return undefined;
  const Icon = state === 'ready' ? Eye : LoaderCircle;
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b border-line bg-doubt-soft px-4 py-1.5 text-sm text-doubt"
    >
      <Icon size={16} aria-hidden className={state === 'ready' ? '' : 'animate-spin'} />
      {state === 'ready' ? t('readOnly') : state === 'lost' ? t('connectionLost') : t('connecting')}
    </div>
  );
}
