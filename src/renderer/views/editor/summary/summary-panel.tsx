import { NotebookText, Trash2, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../../core/document/notes/summary.ts';
import type { Chapter } from '../../../../core/document/types.ts';
import { isSummaryOutdated } from '../../../../core/stages/summarize/summarized-text.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Select } from '../../../ui/field.tsx';
import { useDocument, useLocked } from '../session-context.tsx';
import { ChapterList } from './chapter-list.tsx';
import { MakeSection } from './make-section.tsx';
import { MomentList } from './moment-list.tsx';
import { OutButtons } from './out-buttons.tsx';
import { shownSummary, summaryChoice } from './summary-choice.ts';
import { SummaryField } from './summary-field.tsx';
import { useSummaryEdits } from './use-summary-edits.ts';
import { useSummaryLanguage } from './use-summary-language.ts';

const NONE: readonly Summary[] = [];
const NO_CHAPTERS: readonly Chapter[] = [];

/** What happens in the recording: a text, moments and chapters to go to, and having them written. */
export function SummaryPanel() {
  const { t } = useTranslation('summary');
  const summaries = useDocument((document) => document.summaries) ?? NONE;
  const chapters = useDocument((document) => document.chapters) ?? NO_CHAPTERS;
  const choice = useStored(summaryChoice, (state) => state);
  const summary = shownSummary(summaries, choice);
  const make = <MakeSection />;
  if (summary === undefined && chapters.length === 0) {
    const action = <div className="w-full max-w-md text-left">{make}</div>;
    return <Empty icon={NotebookText} title={t('none')} text={t('noneText')} action={action} />;
  }
  return (
    <div className="flex flex-col gap-4 p-3">
      {summary !== undefined && (
        <>
          <Shown summary={summary} summaries={summaries} />
          <SummaryField key={summary.language} summary={summary} />
          <MomentList highlights={summary.highlights} />
        </>
      )}
      <ChapterList chapters={chapters} />
      <OutButtons summary={summary} chapters={chapters} />
      <section aria-label={t('makeTitle')} className="border-t border-line pt-3">
        {make}
      </section>
    </div>
  );
}

/** Which summary is shown, whether it is still of what is said, and taking it away. */
function Shown({ summary, summaries }: { readonly summary: Summary; readonly summaries: readonly Summary[] }) {
  const { t } = useTranslation('summary');
  const nameOf = useSummaryLanguage();
  const readOnly = useLocked();
  const edits = useSummaryEdits();
  const cues = useDocument((document) => document.cues);
  const speakers = useDocument((document) => document.speakers);
  const isOutdated = useMemo(() => isSummaryOutdated({ cues, speakers }, summary), [cues, speakers, summary]);
  const options = summaries.map(({ language }) => ({ value: language, label: nameOf(language) }));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-(--control) items-center gap-1">
        {summaries.length > 1 ? (
          <Select
            label={t('shown')}
            className="min-w-0 flex-1"
            value={summary.language}
            onChange={(shown) => summaryChoice.setState({ shown })}
            options={options}
          />
        ) : (
          <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{nameOf(summary.language)}</h2>
        )}
        <IconButton
          icon={Trash2}
          label={t('remove')}
          disabled={readOnly}
          onClick={() => edits.remove(summary.language)}
        />
      </div>
      {isOutdated && (
        <p role="status" className="flex items-start gap-1.5 rounded-md bg-doubt-soft p-2 text-xs text-doubt">
          <TriangleAlert size={14} aria-hidden className="mt-px shrink-0" />
          {t('outdated')}
        </p>
      )}
    </div>
  );
}
