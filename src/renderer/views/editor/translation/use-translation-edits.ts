import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditOperation, OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Retime } from '../../../../core/document/notes/retime.ts';
import type { TranslationTrack } from '../../../../core/document/notes/translation-track.ts';
import { retimeOperations } from '../../../../core/stages/translate/retime-operations.ts';
import { fineWords } from '../../../../core/quality/word-findings.ts';
import { tell } from '../../../state/notices.ts';
import { selectedOf } from '../../../state/selection.ts';
import { languageName } from '../../home/names.ts';
import { useSession } from '../session-context.tsx';
import { useTellRefusal } from '../text/use-tell-refusal.ts';
import { chooseLanguage, showLanguages } from './target-languages.ts';

/** What a person can change of translations; each is one undo step. True: something changed. */
export interface TranslationEdits {
  readonly add: (language: string) => boolean;
  readonly remove: (language: string) => boolean;
  readonly setStyle: (language: string, style: string) => boolean;
  readonly setGlossary: (language: string, glossary: NonNullable<TranslationTrack['glossary']>) => boolean;
  readonly setRelations: (language: string, relations: NonNullable<TranslationTrack['relations']>) => boolean;
  /** Fits the times of the lines that are there, and of those to come. */
  readonly setRetime: (language: string, retime: Retime | undefined) => boolean;
  readonly setLines: (cue: string, language: string, lines: readonly string[]) => boolean;
  /** Locks the selected cues' translations, or unlocks them when all are locked. */
  readonly toggleLock: (language: string) => boolean;
  /** Takes flags and doubts about the selected cues' translations away: a person says that they are right. */
  readonly accept: (language: string) => boolean;
  readonly clear: (language: string) => boolean;
}

export function useTranslationEdits(): TranslationEdits {
  const { t, i18n } = useTranslation('translation');
  const session = useSession();
  const tellRefusal = useTellRefusal();
  return useMemo(() => {
    const name = (language: string): string => languageName(language, i18n.language);
    const edit = (operations: readonly EditOperation[], label: string): boolean =>
      tellRefusal(session.edit(operations, label));
    const track = (part: Omit<OperationOf<'set-translation-track'>, 'kind'>, label: string): boolean =>
      edit([{ kind: 'set-translation-track', ...part }], label);
    const chosen = (language: string) => {
      session.flush();
      const ids = new Set(selectedOf(session.document.cues));
      return session.document.cues.flatMap((cue) => {
        const translation = ids.has(cue.id) ? cue.translations?.[language] : undefined;
        return translation === undefined ? [] : [{ cue, translation }];
      });
    };
    const none = (): false => {
      tell({ tone: 'info', text: t('nothingToDo') });
      return false;
    };
    return {
      add(language) {
        const done = track({ language }, t('step_addLanguage', { language: name(language) }));
        if (done) chooseLanguage(language);
        if (done) showLanguages([language], true);
        return done;
      },
      remove: (language) =>
        edit([{ kind: 'remove-translation', language }], t('step_removeLanguage', { language: name(language) })),
      setStyle: (language, style) =>
        track(
          { language, style: style.trim() === '' ? null : style.trim() },
          t('step_style', { language: name(language) }),
        ),
      setGlossary: (language, glossary) =>
        track(
          { language, glossary: glossary.length === 0 ? null : [...glossary] },
          t('step_glossary', { language: name(language) }),
        ),
      setRelations: (language, relations) =>
        track({ language, relations }, t('step_people', { language: name(language) })),
      setRetime(language, retime) {
        session.flush();
        const label = t(`step_times_${retime ?? 'cues'}`, { language: name(language) });
        return edit(retimeOperations(session.document, language, retime), label);
      },
      setLines(cue, language, lines) {
        const number = session.document.cues.findIndex(({ id }) => id === cue) + 1;
        return edit(
          [{ kind: 'set-cue-translation', cue, language, lines: [...lines] }],
          t('step_edit', { number, language: name(language) }),
        );
      },
      toggleLock(language) {
        const list = chosen(language);
        if (list.length === 0) return none();
        const locked = list.some(({ translation }) => translation.locked !== true);
        const cues = list
          .filter(({ translation }) => (translation.locked === true) !== locked)
          .map(({ cue }) => cue.id);
        const label = t(locked ? 'step_lock' : 'step_unlock', { count: cues.length });
        return edit([{ kind: 'lock-translations', cues, language, locked }], label);
      },
      accept(language) {
        const list = chosen(language);
        if (list.length === 0) return none();
        const operations = list.map(({ cue, translation: { lines, endMs } }) => ({
          kind: 'set-cue-translation' as const,
          cue: cue.id,
          language,
          lines: [...lines],
          ...(endMs === undefined ? {} : { endMs }),
        }));
        const ids = new Set(list.map(({ cue }) => cue.id));
        return edit(
          [...operations, ...fineWords(session.document, language, ids)],
          t('step_accept', { count: list.length }),
        );
      },
      clear(language) {
        const list = chosen(language);
        if (list.length === 0) return none();
        const operations = list.map(({ cue }) => ({
          kind: 'set-cue-translation' as const,
          cue: cue.id,
          language,
          lines: [],
        }));
        return edit(operations, t('step_clear', { count: list.length }));
      },
    };
  }, [session, tellRefusal, t, i18n.language]);
}
