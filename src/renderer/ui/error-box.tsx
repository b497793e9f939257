import { CircleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../shared/app-error.ts';
import { Button } from './button.tsx';
import { useErrorTexts } from './use-error-texts.ts';

/** An error in its three parts, with details to copy. */
export function ErrorBox({ error, action }: { readonly error: ErrorData; readonly action?: ReactNode }) {
  const { t } = useTranslation('app');
  const { what, meaning, action: advice, original } = useErrorTexts()(error);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(JSON.stringify(error, null, 2));
    setCopied(true);
  };
  return (
    <div role="alert" className="flex gap-3 rounded-md border border-danger bg-danger-soft p-3 text-sm">
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{what}</p>
        {meaning !== undefined && <p className="break-words">{meaning}</p>}
        <p className="break-words">{advice}</p>
        {original !== undefined && (
          <p lang="en" className="mt-1 text-xs break-words text-muted">
            {original}
          </p>
        )}
        <div className="mt-2 flex flex-wrap gap-2">
          {action}
          <Button onClick={() => void copy()}>{copied ? t('copied') : t('copyDetails')}</Button>
        </div>
      </div>
    </div>
  );
}
