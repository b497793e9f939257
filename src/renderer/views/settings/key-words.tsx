import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../contract/system-calls.ts';
import { KEYCHAIN_FAULTS } from '../../../shared/keychain-faults.ts';

/** The secrets that this page has words for. */
export const KEY_PURPOSES = ['huggingface', 'asr', 'lemonfox', 'llm'] as const;

/** Says what a secret is for, in the language of the window; those of newer studios in their words. */
export function useKeyPurpose(): (key: Pick<KeyView, 'name' | 'purpose'>) => string {
  const { t } = useTranslation('settings');
  return ({ name, purpose }) => {
    if (name.startsWith('llm@')) return t('keyFor_host', { host: name.slice('llm@'.length) });
    const known = KEY_PURPOSES.find((one) => one === name);
    return known === undefined ? purpose : t(`keyFor_${known}`);
  };
}

/** Why the keychain cannot be read, with the system's own words in small print. */
export function KeyReason({ of: { reason, fault } }: { readonly of: Pick<KeyView, 'reason' | 'fault'> }) {
  const { t, i18n } = useTranslation('settings');
  if (reason === undefined) return undefined;
  const known = KEYCHAIN_FAULTS.find((one) => one === fault);
  if (known === undefined || i18n.language.startsWith('en')) return <p className="break-words text-muted">{reason}</p>;
  return (
    <p className="text-muted">
      {t(`keyFault_${known}`)}
      {known === 'refused' && (
        <span lang="en" className="block text-xs break-words">
          {reason}
        </span>
      )}
    </p>
  );
}
