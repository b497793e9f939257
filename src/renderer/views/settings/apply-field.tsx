import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';

/** A text or number that is saved when the user says so, by Enter or the button, never half typed. */
export function ApplyField({
  value,
  onApply,
  type,
  ids,
  placeholder,
}: {
  readonly value: string;
  readonly onApply: (value: string) => void;
  readonly type: 'text' | 'number' | 'url';
  readonly ids: { readonly id: string; readonly 'aria-describedby'?: string };
  readonly placeholder?: string;
}) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? value;
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft !== undefined && draft !== value) onApply(draft.trim());
        setDraft(undefined);
      }}
    >
      <TextInput
        {...ids}
        type={type}
        value={shown}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        className={type === 'number' ? 'w-24' : 'w-64'}
      />
      {draft !== undefined && draft !== value && <Button type="submit">{t('apply')}</Button>}
    </form>
  );
}
