import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '../../../../core/document/types.ts';
import { TextInput } from '../../../ui/field.tsx';
import { timecode } from '../../../ui/time.ts';
import { useLocked } from '../session-context.tsx';
import { useDraft } from './use-draft.ts';
import { useGoTo } from '../text/use-go-to.ts';
import { useSummaryEdits } from './use-summary-edits.ts';

/** The chapters: the time goes there, the title can be changed. */
export function ChapterList({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const { t } = useTranslation('summary');
  const title = useId();
  if (chapters.length === 0) return undefined;
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className="mb-1 text-sm font-semibold">
        {t('chapters')}
      </h3>
      <ol className="-mx-1 flex flex-col">
        {chapters.map((chapter, at) => (
          <ChapterRow key={`${chapter.startMs} ${at}`} chapter={chapter} />
        ))}
      </ol>
    </section>
  );
}

function ChapterRow({ chapter: { startMs, title } }: { readonly chapter: Chapter }) {
  const { t } = useTranslation('summary');
  const goTo = useGoTo();
  const readOnly = useLocked();
  const edits = useSummaryEdits();
  const { text, type, commit, revert } = useDraft(title, (typed) => edits.setTitle(startMs, typed));
  const time = timecode(startMs, 0);
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        aria-label={t('goTo', { time })}
        title={t('goTo', { time })}
        onClick={() => goTo(startMs)}
        className="tabular h-7 min-w-12 shrink-0 rounded-sm px-1 text-left text-xs text-accent hover:bg-hover"
      >
        {time}
      </button>
      <TextInput
        aria-label={t('chapterTitle', { time })}
        dir="auto"
        title={text}
        className="flex-1 border-transparent! bg-transparent! px-1! hover:border-line! focus:border-line-strong!"
        value={text}
        maxLength={300}
        readOnly={readOnly}
        onChange={(event) => type(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
          if (event.key === 'Escape') revert();
        }}
      />
    </li>
  );
}
