import { FolderOpen, HardDrive, Plus, Sparkles } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { isMac, keysOf, runCommand } from '../../commands/command-table.ts';
import type { CommandId } from '../../commands/catalogue.ts';
import { showCombo } from '../../commands/keys.ts';
import { goTo } from '../../state/navigation.ts';
import { tellError } from '../../state/notices.ts';
import { outsideHosts } from '../../state/outside-hosts.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { openBrowse } from './pick-inputs.tsx';
import { Keys } from '../../ui/keys.tsx';

/** The first thing a newcomer sees: what this is, and one thing to do. */
export function Welcome() {
  const { t, i18n } = useTranslation('home');
  const settings = useStored(settingsStore, ({ values }) => values);
  const hosts = useMemo(() => (settings === undefined ? [] : outsideHosts(settings)), [settings]);
  const list = new Intl.ListFormat(i18n.language);
  const { api, kind } = useHost();
  const readOnly = useReadOnly();
  const trySample = async (): Promise<void> => {
    const { id, isNew } = await ask(api, 'library.sample', {});
    if (!isNew) goTo({ view: 'editor', id });
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-4 overflow-auto p-8 text-center">
      <div className="flex w-full max-w-xl flex-col items-center gap-3 rounded-md border-2 border-dashed border-line-strong bg-surface px-6 py-12">
        <h2 className="text-lg font-semibold">{t('welcomeTitle')}</h2>
        <p className="max-w-md">{t('welcomeText')}</p>
        <div className="mt-2 flex flex-wrap justify-center gap-2">
          <Button tone="primary" icon={Plus} disabled={readOnly} onClick={() => runCommand('app.open')}>
            {t('addRecordings')}
          </Button>
          <Button icon={Sparkles} disabled={readOnly} onClick={() => void trySample().catch(tellError)}>
            {t('trySample')}
          </Button>
          <Button icon={FolderOpen} disabled={readOnly} onClick={() => runCommand('app.openFolder')}>
            {t('addFolder')}
          </Button>
          {kind === 'browser' && (
            <Button icon={HardDrive} disabled={readOnly} onClick={openBrowse}>
              {t('browse')}
            </Button>
          )}
        </div>
        <p className="mt-2 text-sm text-muted">
          {hosts.length === 0 ? t('welcomePrivate') : t('welcomeServers', { hosts: list.format(hosts) })}
        </p>
      </div>
      <ul className="flex flex-wrap justify-center gap-x-6 gap-y-2 text-sm text-muted">
        <Hinted id="app.open" text={t('keyOpen')} />
        <Hinted id="app.address" text={t('keyAddress')} />
        <Hinted id="app.palette" text={t('keyPalette')} />
      </ul>
    </div>
  );
}

function Hinted({ id, text }: { readonly id: CommandId; readonly text: string }) {
  const [keys] = keysOf(id);
  if (keys === undefined) return undefined;
  return (
    <li className="flex items-center gap-2">
      <Keys text={showCombo(keys, isMac)} />
      {text}
    </li>
  );
}
