import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../commands/use-command.ts';
import { tell } from '../../../state/notices.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { bookmarksOf, nextBookmark, toggleBookmark } from './bookmark-edit.ts';
import { currentIndex, seekIfStill, selectCueAt } from './cue-steps.ts';
import { useTellRefusal } from './use-tell-refusal.ts';

/** Sets and removes bookmarks at cues, and goes from one to the next. */
export function useBookmarkCommands(): void {
  const { t } = useTranslation('cues');
  const session = useSession();
  const readOnly = useLocked();
  const tellRefusal = useTellRefusal();
  useCommands({
    'cue.nextBookmark': () => {
      const { cues, bookmarks } = session.document;
      const here = cues[currentIndex(cues)];
      const next = nextBookmark(bookmarks, here === undefined ? -1 : here.endMs - 1);
      if (next === undefined) return void tell({ tone: 'info', text: t('noBookmarks') });
      selectCueAt(cues, next.timeMs);
      return seekIfStill(next.timeMs);
    },
  });
  useCommands(
    {
      'cue.bookmark': () => {
        session.flush();
        const { document } = session;
        const cue = document.cues[currentIndex(document.cues)];
        if (cue === undefined) return;
        const isThere = bookmarksOf(document.bookmarks, cue).length > 0;
        tellRefusal(session.edit([toggleBookmark(document, cue)], t(isThere ? 'step_noBookmark' : 'step_bookmark')));
      },
    },
    !readOnly,
  );
}
