import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { whyNothing } from '../../../../core/stages/summarize/why-nothing.ts';
import { AppError, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useCommands } from '../../../commands/use-command.ts';
import { tell, tellError } from '../../../state/notices.ts';
import { useStored } from '../../../state/store.ts';
import { timecode } from '../../../ui/time.ts';
import { languageName } from '../../home/names.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { showSide } from '../side/show-side.ts';
import { isWorking, languageWork, runLanguageWork, tellAlerts } from '../translation/language-work.ts';
import { useModelGate } from '../translation/use-model-gate.ts';
import { type SummaryChoice, summaryChoice, summaryWish } from './summary-choice.ts';

/** What keys and the palette do with summaries. Choices end with the document they were made for. */
export function useSummaryCommands(): void {
  const { t, i18n } = useTranslation('summary');
  const { api } = useHost();
  const session = useSession();
  const readOnly = useLocked();
  const withModel = useModelGate('summarize');
  const isRunning = useStored(languageWork, ({ running }) => running !== undefined);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
      summaryChoice.setState({}, true);
    };
  }, [session]);

  const summarize = async (choice: SummaryChoice): Promise<void> => {
    // What was typed last has to be there, where it is summarised.
    await session.saved();
    if (isWorking()) return undefined;
    const { id, document } = session;
    const wish = summaryWish(document, choice);
    const of = { document: id, kind: 'summarize' as const, language: wish.language, total: document.cues.length };
    const written = wish.language ?? document.language;
    const name = written === undefined ? '?' : languageName(written, i18n.language);
    const label = t('step_run', { language: name });
    try {
      const { summary, missing, alerts, stopped } = await runLanguageWork(api, of, (call, signal) =>
        ask(api, 'language.summarize', { id, call, label, ...wish }, { signal }),
      );
      tellAlerts(i18n, alerts);
      if (stopped !== undefined) return tellError(AppError.fromData(stopped));
      if (summary === undefined) return void tell({ tone: 'warning', text: t(whyNothing(missing)) });
      // The choices are those of another document once this one was left.
      if (isShown.current) summaryChoice.setState({ shown: summary.language, chapters: undefined });
      const times = missing.map(({ startMs, endMs }) => `${timecode(startMs, 0)}–${timecode(endMs, 0)}`);
      if (times.length > 0) tell({ tone: 'warning', text: t('leftOut', { times: times.join(', ') }) });
      tell({ tone: 'info', text: t('finished') });
    } catch (error) {
      if (toAppError(error).code !== 'cancelled') throw error;
      tell({ tone: 'info', text: t('stopped') });
    }
    return undefined;
  };
  useCommands({ 'view.summary': () => showSide('summary') });
  useCommands(
    {
      'summary.run': () => {
        showSide('summary');
        const choice = summaryChoice.getState();
        withModel(() => void summarize(choice).catch(tellError)).catch(tellError);
      },
    },
    !readOnly && !isRunning,
  );
}
