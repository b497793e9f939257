import { useTranslation } from 'react-i18next';
import type { Retime } from '../../../../core/document/notes/retime.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { tell } from '../../../state/notices.ts';
import { announce } from '../../../ui/live-region.tsx';
import { lineKey, review } from '../review/review-store.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { showSide } from '../side/show-side.ts';
import { focusCueField, focusTargetField, isInTarget } from '../text/cue-field.ts';
import { currentIndex, goToCue } from '../text/cue-steps.ts';
import { currentLanguage, showLanguages, useTargetLanguages } from './target-languages.ts';
import { type LineNeed, needsOf, nextInNeed } from './target-line.ts';
import { openNoteDialog } from './translation-dialogs.ts';
import { useTranslationEdits } from './use-translation-edits.ts';

/** Goes to the next line that needs something; `need` undefined: anything. */
export function useGoToNeed(): (need: LineNeed | undefined, by?: 1 | -1) => void {
  const { t } = useTranslation('translation');
  const session = useSession();
  return (need, by = 1) => {
    session.flush();
    const { document } = session;
    const language = currentLanguage(document);
    if (language === undefined) return void tell({ tone: 'info', text: t('noLanguage') });
    const profile = profileOf(document.profile);
    const words = review.getState().wordsOfLine;
    const isWanted = (cue: Cue): boolean => {
      const needs = needsOf(cue, language, profile, words.get(lineKey(cue.id, language)));
      return need === undefined ? needs.size > 0 : needs.has(need);
    };
    const inTarget = isInTarget();
    const cue = nextInNeed(document.cues, currentIndex(document.cues), by, isWanted);
    if (cue === undefined) return announce(t('noMore'), true);
    goToCue(cue);
    if (inTarget) requestAnimationFrame(() => focusTargetField());
    return undefined;
  };
}

/** What keys do with translations, whichever panel is shown. */
export function useTranslationCommands(): void {
  const session = useSession();
  const readOnly = useLocked();
  const edits = useTranslationEdits();
  const go = useGoToNeed();
  const { tracks, shown } = useTargetLanguages();
  const has = tracks.length > 0;
  const onLanguage = (run: (language: string) => void) => (): void => {
    session.flush();
    const language = currentLanguage(session.document);
    if (language !== undefined) run(language);
  };
  const retimeOf = (language: string): Retime | undefined =>
    session.document.translations?.find((track) => track.language === language)?.retime;
  useCommands({ 'translation.panel': () => showSide('translation') });
  useCommands(
    {
      'translation.columns': () => {
        const all = tracks.map(({ language }) => language);
        showLanguages(all, shown.length === 0);
      },
      'translation.edit': () => {
        if (isInTarget()) focusCueField();
        else focusTargetField();
      },
      'translation.next': () => go(undefined),
      'translation.previous': () => go(undefined, -1),
      'translation.nextMissing': () => go('untranslated'),
      'translation.nextFlagged': () => go('flagged'),
      'translation.nextOutOfDate': () => go('outOfDate'),
    },
    has,
  );
  useCommands({ 'translation.add': () => openNoteDialog('add') }, !readOnly);
  useCommands(
    {
      'translation.lock': onLanguage(edits.toggleLock),
      'translation.accept': onLanguage(edits.accept),
      'translation.clear': onLanguage(edits.clear),
      'translation.glossary': () => openNoteDialog('glossary'),
      'translation.people': () => openNoteDialog('people'),
      'translation.longer': onLanguage((language) =>
        edits.setRetime(language, retimeOf(language) === undefined ? 'extend' : undefined),
      ),
      'translation.divide': onLanguage((language) =>
        edits.setRetime(language, retimeOf(language) === 'divide' ? 'extend' : 'divide'),
      ),
    },
    has && !readOnly,
  );
}
