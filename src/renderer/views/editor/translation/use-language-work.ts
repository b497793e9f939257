import { useTranslation } from 'react-i18next';
import { isUntranslated } from '../../../../core/document/cue-in.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { isOwn } from '../../../../core/stages/translate/cues-to-translate.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import { AppError, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useCommands } from '../../../commands/use-command.ts';
import { tell, tellError } from '../../../state/notices.ts';
import { selectedOf } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { languageName } from '../../home/names.ts';
import { announce } from '../../../ui/live-region.tsx';
import { editorLayout, setLayout } from '../layout.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { isWorking, languageWork, runLanguageWork, tellAlerts } from './language-work.ts';
import { currentLanguage, useTargetLanguages } from './target-languages.ts';
import { openNoteDialog } from './translation-dialogs.ts';
import { useModelGate } from './use-model-gate.ts';

/** How many lines a model would translate: without translation or out of date, and nobody's own. */
export function countMissing({ cues }: Pick<VoxlaneDocument, 'cues'>, language: string): number {
  let count = 0;
  for (const cue of cues) {
    const translation = cue.translations?.[language];
    if (isOwn(translation)) continue;
    if (isUntranslated(cue, language) || (translation !== undefined && isOutdated(cue, translation))) count += 1;
  }
  return count;
}

/** What language models do for translations, by name: translate, translate again, other wordings. */
export function useLanguageCommands(): void {
  const { t, i18n } = useTranslation('translation');
  const { api } = useHost();
  const session = useSession();
  const readOnly = useLocked();
  const { tracks } = useTargetLanguages();
  const isRunning = useStored(languageWork, ({ running }) => running !== undefined);

  const withModel = useModelGate();
  const translate = async (language: string, cues?: readonly string[]): Promise<void> => {
    // Those who go through what is wrong stay there; the others see how far it is.
    if (cues === undefined || !['doubts', 'quality'].includes(editorLayout.getState().side))
      setLayout({ side: 'translation' });
    // What was typed last has to be there, where it is translated.
    await session.saved();
    // Pressed twice, before the button could be put out of use.
    if (isWorking()) return undefined;
    const total = cues?.length ?? countMissing(session.document, language);
    if (total === 0) return announce(t('allDone'), true);
    const label = t('step_run', { language: languageName(language, i18n.language) });
    const input = { id: session.id, language, label, ...(cues === undefined ? {} : { cues: [...cues], again: true }) };
    try {
      const of = { document: session.id, kind: 'translate' as const, language, total };
      const { translated, retimed, alerts, stopped } = await runLanguageWork(api, of, (call, signal) =>
        ask(api, 'language.translate', { ...input, call }, { signal }),
      );
      tellAlerts(i18n, alerts);
      if (stopped !== undefined) tellError(AppError.fromData(stopped));
      const longer = retimed === 0 ? '' : ` ${t('finishedLonger', { count: retimed })}`;
      tell({ tone: 'info', text: `${t('finished', { count: translated })}${longer}` });
    } catch (error) {
      if (toAppError(error).code !== 'cancelled') throw error;
      tell({ tone: 'info', text: t('stopped') });
    }
    return undefined;
  };
  const onLanguage = (run: (language: string) => void) => (): void => {
    session.flush();
    const language = currentLanguage(session.document);
    if (language === undefined) return void tell({ tone: 'info', text: t('noLanguage') });
    return run(language);
  };
  const chosen = (): readonly string[] => selectedOf(session.document.cues);
  useCommands(
    {
      'translation.run': onLanguage((language) => {
        setLayout({ side: 'translation' });
        withModel(() => void translate(language).catch(tellError)).catch(tellError);
      }),
      'translation.again': onLanguage((language) => {
        const cues = chosen();
        if (cues.length > 0) withModel(() => void translate(language, cues).catch(tellError)).catch(tellError);
      }),
    },
    tracks.length > 0 && !readOnly && !isRunning,
  );
  useCommands(
    {
      'translation.wordings': onLanguage(() => {
        if (chosen().length > 0) withModel(() => openNoteDialog('wordings')).catch(tellError);
      }),
    },
    tracks.length > 0 && !readOnly,
  );
}
