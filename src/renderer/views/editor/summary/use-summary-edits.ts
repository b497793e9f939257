import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import { timecode } from '../../../ui/time.ts';
import { useSession } from '../session-context.tsx';
import { useTellRefusal } from '../text/use-tell-refusal.ts';
import { textEdit, titleEdit } from './summary-edits.ts';
import { useSummaryLanguage } from './use-summary-language.ts';

/** What a person can change of summaries and chapters; each is one undo step. */
export interface SummaryEdits {
  readonly setText: (language: string, text: string) => void;
  readonly setTitle: (startMs: number, title: string) => void;
  readonly remove: (language: string) => void;
}

export function useSummaryEdits(): SummaryEdits {
  const { t } = useTranslation('summary');
  const session = useSession();
  const tellRefusal = useTellRefusal();
  const nameOf = useSummaryLanguage();
  return useMemo(() => {
    const edit = (operation: EditOperation | undefined, label: string): void => {
      if (operation !== undefined) tellRefusal(session.edit([operation], label));
    };
    return {
      setText(language, text) {
        const summary = session.document.summaries?.find((one) => one.language === language);
        edit(textEdit(summary, text), t('step_text', { language: nameOf(language) }));
      },
      setTitle(startMs, title) {
        const chapters = session.document.chapters ?? [];
        edit(titleEdit(chapters, startMs, title), t('step_chapter', { time: timecode(startMs, 0) }));
      },
      remove: (language) =>
        edit({ kind: 'remove-summary', language }, t('step_remove', { language: nameOf(language) })),
    };
  }, [session, tellRefusal, nameOf, t]);
}
