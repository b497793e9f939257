import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../../contract/system-calls.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { KeyReason } from '../key-words.tsx';
import { TokenDialog } from '../token-list.tsx';

/** Where the key for a host comes from, and the way to store one; it is never shown. */
export function HostKey({
  host,
  keys,
  onChanged,
}: {
  readonly host: string;
  readonly keys: readonly KeyView[] | undefined;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation(['llms', 'settings']);
  const { api } = useHost();
  const [asking, setAsking] = useState(false);
  const name = `llm@${host}`;
  const own = keys?.find((key) => key.name === name);
  if (own === undefined) return <p className="text-muted">{t('key_looking')}</p>;
  const general = keys?.some((key) => key.name === 'llm' && key.source === 'keychain') === true;
  const said = own.source === 'none' && general ? 'general' : own.source;
  const remove = (): void => void ask(api, 'keys.remove', { name }).then(onChanged, tellError);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-48 flex-1 text-muted">
        <p>{t(`key_${said}`, { variable: own.variable ?? '' })}</p>
        <KeyReason of={own} />
      </div>
      {(own.source === 'none' || own.source === 'keychain') && (
        <Button aria-label={t('key_store', { host })} onClick={() => setAsking(true)}>
          {own.source === 'none' ? t('settings:keySet') : t('settings:keyReplace')}
        </Button>
      )}
      {own.source === 'keychain' && (
        <Button tone="danger" aria-label={t('key_remove', { host })} onClick={remove}>
          {t('settings:keyRemove')}
        </Button>
      )}
      {asking && (
        <TokenDialog
          name={name}
          onClose={(stored) => {
            setAsking(false);
            if (stored) onChanged();
          }}
        />
      )}
    </div>
  );
}
