import { Link, WifiOff } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeUrl } from '../../../core/sources/url-policy.ts';
import { useCommand } from '../../commands/use-command.ts';
import { isMac, keysOf } from '../../commands/command-table.ts';
import { showCombo } from '../../commands/keys.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { useAdd } from './use-add.ts';

/** Where the address of a recording on the web is pasted. */
export function AddressField() {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const add = useAdd();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const offline = useStored(settingsStore, ({ values }) => values?.offline ?? false);
  const allowLocalNetwork = useStored(settingsStore, ({ values }) => values?.allowLocalNetwork ?? false);
  const id = useId();
  const [keys = ''] = keysOf('app.address');
  useCommand('app.address', () => {
    input.current?.focus();
    input.current?.select();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const urls = text.split(/\s+/u).filter(Boolean).map(withScheme);
    if (urls.length === 0) return;
    for (const url of urls) {
      const verdict = judgeUrl(url, { allowLocalNetwork });
      if (verdict.kind === 'refused') return setProblem(t(`address_${groupOf(verdict.reason)}`, { address: url }));
    }
    setProblem(undefined);
    setText('');
    add.text(urls.join('\n'));
  };
  const note = offline ? t('addressOffline') : problem;
  return (
    <form onSubmit={submit} className="relative flex gap-1">
      <TextInput
        ref={input}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={text}
        disabled={offline}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
        aria-label={app.t('addressLabel')}
        aria-keyshortcuts={showCombo(keys, isMac)}
        aria-invalid={problem !== undefined}
        {...(note === undefined ? {} : { 'aria-describedby': id })}
        placeholder={offline ? t('addressOffline') : app.t('addressHint')}
        className="w-full"
      />
      {text.trim() !== '' && (
        <Button type="submit" icon={Link}>
          {app.t('add')}
        </Button>
      )}
      {note !== undefined && (
        <p
          id={id}
          role="status"
          className={
            problem === undefined ? 'sr-only' : 'floating absolute top-full left-0 z-30 mt-1 flex gap-2 p-2 text-sm'
          }
        >
          {offline && <WifiOff size={16} aria-hidden />}
          {note}
        </p>
      )}
    </form>
  );
}

/** People leave the beginning out. */
function withScheme(text: string): string {
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(text) ? `https://${text}` : text;
}

/** Reasons that mean the same to people. */
function groupOf(reason: string): 'notAnAddress' | 'scheme' | 'credentials' | 'local' {
  if (reason === 'not-a-url') return 'notAnAddress';
  if (reason === 'scheme' || reason === 'credentials') return reason;
  return 'local';
}
