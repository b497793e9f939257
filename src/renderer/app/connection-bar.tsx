import { Eye, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '../../contract/bridge.ts';
import { comebacks } from '../client/comebacks.ts';
import { useHost } from '../client/studio-context.tsx';
import { useReadOnly } from '../client/use-read-only.ts';
import { dismissCode } from '../state/notices.ts';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live-region.tsx';

/** A connection that takes no longer needs no words. */
const PATIENCE_MS = 800;

/** Says when the studio cannot be reached, and when this window only looks. Nothing otherwise. */
export function ConnectionBar() {
  const { t } = useTranslation('app');
  const host = useHost();
  const readOnly = useReadOnly();
  const [state, setState] = useState<ConnectionState>('connecting');
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const isBack = comebacks();
    return host.onConnection((now) => {
      setState(now);
      if (isBack(now)) {
        announce(t('connectionBack'), true);
        // They say that the studio is gone and to wait; every view has looked again.
        dismissCode('connection-lost');
      }
    });
  }, [host, t]);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if ((state === 'connecting' && patient) || (state === 'ready' && !readOnly)) return undefined;
  const ready = state === 'ready';
  const Icon = ready ? Eye : LoaderCircle;
  return (
    <div
      role="status"
      className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line bg-doubt-soft px-4 py-1 text-sm text-doubt"
    >
      <Icon size={16} aria-hidden className={ready ? '' : 'animate-spin'} />
      <span className="min-w-0 flex-1">
        {ready ? t('readOnly') : state === 'lost' ? t('connectionLost') : t('connecting')}
      </span>
      {ready && host.pen !== undefined && <Button onClick={() => host.pen?.take()}>{t('takeOver')}</Button>}
    </div>
  );
}
