import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../../core/document/notes/summary.ts';
import { useLocked } from '../session-context.tsx';
import { BY_USER } from './summary-edits.ts';
import { useDraft } from './use-draft.ts';
import { useSummaryEdits } from './use-summary-edits.ts';

/** The text of a summary, to be read and written: leaving it makes one step of what was changed, Escape takes it back. */
export function SummaryField({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation(['summary', 'translation']);
  const readOnly = useLocked();
  const edits = useSummaryEdits();
  const { text, type, commit, revert } = useDraft(summary.text, (typed) => edits.setText(summary.language, typed));
  return (
    <div className="flex flex-col gap-1">
      <textarea
        aria-label={t('summary:text')}
        dir="auto"
        lang={summary.language}
        rows={4}
        value={text}
        readOnly={readOnly}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') revert();
        }}
        className="field-sizing-content w-full resize-none rounded-md border border-line-strong bg-surface p-2 text-sm"
      />
      <p className="text-xs break-words text-muted">
        {summary.by === BY_USER ? t('summary:yours') : t('translation:by', { engine: summary.by })}
      </p>
    </div>
  );
}
