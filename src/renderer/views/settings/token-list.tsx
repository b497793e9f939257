import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../contract/system-calls.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { hostsOf } from '../../state/language-models.ts';
import { tellError } from '../../state/notices.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { KeyReason, useKeyPurpose } from './key-words.tsx';
import { SettingBlock } from './setting-row.tsx';

/** Access tokens: where each comes from. Their values are never told, only written. */
export function TokenList() {
  const { t } = useTranslation(['settings', 'app']);
  const { api } = useHost();
  const models = useStored(settingsStore, ({ values }) => values?.languageModels);
  const hosts = hostsOf(models ?? []);
  const purposeOf = useKeyPurpose();
  const { value, error, again } = useAnswer('keys.list', { hosts: [...hosts] });
  const [asking, setAsking] = useState<string>();
  const remove = (name: string): void => void ask(api, 'keys.remove', { name }).then(again, tellError);
  return (
    <SettingBlock row="keysSecret" title={t('keysSecret')} help={t('keysSecret_help')}>
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <ul>
        {value?.map((key) => (
          <li key={key.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
            <div className="min-w-48 flex-1">
              <p className="font-medium break-words">{key.name}</p>
              <p className="text-muted">{purposeOf(key)}</p>
              <KeyReason of={key} />
            </div>
            <span className="text-muted">{t(`key_${key.source}`, { variable: key.variable ?? '' })}</span>
            {storable(key) && (
              <Button onClick={() => setAsking(key.name)}>
                {key.source === 'none' ? t('keySet') : t('keyReplace')}
              </Button>
            )}
            {key.source === 'keychain' && (
              <Button tone="danger" onClick={() => remove(key.name)}>
                {t('keyRemove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking !== undefined && (
        <TokenDialog
          name={asking}
          onClose={(stored) => {
            // An answer that is late must not close the dialog of another key.
            setAsking((now) => (now === asking ? undefined : now));
            if (stored) again();
          }}
        />
      )}
    </SettingBlock>
  );
}

/** One of the environment comes first anyway, and a keychain that cannot be used keeps nothing. */
function storable({ source }: KeyView): boolean {
  return source === 'none' || source === 'keychain';
}

/** Asks for a token and stores it. */
export function TokenDialog({ name, onClose }: { readonly name: string; readonly onClose: (stored: boolean) => void }) {
  const { t } = useTranslation('settings');
  const { api } = useHost();
  const [value, setValue] = useState('');
  const save = (): void => void ask(api, 'keys.set', { name, value }).then(() => onClose(true), tellError);
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={t('keyDialog', { name })}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
          <Button tone="primary" disabled={value.trim() === ''} onClick={save}>
            {t('store')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() !== '') save();
        }}
      >
        <Field label={t('keyValue')} help={t('keysSecret_help')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              autoComplete="off"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
