import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOpen } from '../session-context.tsx';

/** Edits that a new result of the machine has no place for, and why. */
export function ConflictList() {
  const { t } = useTranslation('history');
  const conflicts = useOpen((open) => open.conflicts);
  if (conflicts.length === 0) return undefined;
  return (
    <section className="max-h-[40%] shrink-0 overflow-auto border-b border-line bg-doubt-soft p-3 text-sm">
      <h3 className="flex items-center gap-2 font-medium text-doubt">
        <TriangleAlert size={16} aria-hidden />
        {t('conflicts', { count: conflicts.length })}
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {conflicts.map(({ label, reason }, at) => (
          <li key={at}>
            <span className="font-medium">{label}</span>
            <span className="block text-xs text-muted">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
