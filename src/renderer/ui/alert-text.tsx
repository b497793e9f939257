import type { Alert } from '../../shared/alert.ts';
import { useAlertText } from './use-alert-text.ts';

/** What an alert says, with what there is of it in English only in small print. */
export function AlertText({ alert }: { readonly alert: Pick<Alert, 'code' | 'message' | 'values'> }) {
  const { text, original } = useAlertText()(alert);
  return (
    <>
      {text}
      {original !== undefined && (
        <span lang="en" className="block text-xs break-words text-muted">
          {original}
        </span>
      )}
    </>
  );
}
