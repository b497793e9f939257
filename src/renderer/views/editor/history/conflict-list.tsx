import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useReadOnly } from '../../../client/use-read-only.ts';
import { tell, tellError } from '../../../state/notices.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useOpen, useSession } from '../session-context.tsx';

/** Edits that a new result of the machine has no place for, and why. They go when their user has seen to them. */
export function ConflictList() {
  const { t } = useTranslation(['history', 'app']);
  const { api } = useHost();
  const session = useSession();
  const readOnly = useReadOnly();
  const conflicts = useOpen((open) => open.conflicts);
  if (conflicts.length === 0) return undefined;
  /** The list itself follows when the studio tells that it changed. */
  const set = async (ids: readonly number[], dismissed: boolean): Promise<void> => {
    const input = { id: session.id, conflicts: [...ids], dismissed };
    const { conflicts: changed } = await ask(api, 'documents.dismissConflicts', input);
    if (!dismissed || changed.length === 0) return;
    tell({
      tone: 'info',
      text: t('history:dismissed', { count: changed.length }),
      action: { label: t('app:undo'), run: () => void set(changed, false).catch(tellError) },
    });
  };
  const dismiss = (ids: readonly number[]): void => void set(ids, true).catch(tellError);
  return (
    <section
      aria-label={t('history:conflicts', { count: conflicts.length })}
      className="flex max-h-[40%] shrink-0 flex-col gap-1 overflow-auto border-b border-line bg-doubt-soft p-3 text-sm"
    >
      <h3 className="flex items-center gap-2 font-medium text-doubt">
        <TriangleAlert size={16} aria-hidden className="shrink-0" />
        {t('history:conflicts', { count: conflicts.length })}
      </h3>
      <p className="text-xs text-muted">{t('history:conflictKept')}</p>
      <ul className="flex flex-col gap-1">
        {conflicts.map(({ id, label, reason }) => (
          <li key={id} className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{label}</span>
              <span className="block text-xs text-muted">{reason}</span>
            </span>
            <IconButton
              label={t('history:dismissOne', { step: label })}
              icon={Check}
              disabled={readOnly}
              onClick={() => dismiss([id])}
            />
          </li>
        ))}
      </ul>
      {conflicts.length > 1 && (
        <Button
          className="self-start"
          icon={Check}
          disabled={readOnly}
          onClick={() => dismiss(conflicts.map(({ id }) => id))}
        >
          {t('history:dismiss')}
        </Button>
      )}
    </section>
  );
}
