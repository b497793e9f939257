import { useTranslation } from 'react-i18next';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { AppError, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useCommands } from '../../../commands/use-command.ts';
import { tell, tellError } from '../../../state/notices.ts';
import { useStored } from '../../../state/store.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { showSide } from '../side/show-side.ts';
import { isWorking, languageWork, runLanguageWork, tellAlerts } from '../translation/language-work.ts';
import { useModelGate } from '../translation/use-model-gate.ts';
import { classFilter } from './class-filter.ts';

/** How many cues have text and no class of a schema yet. */
export function countUnsorted(cues: readonly Cue[], schema: string): number {
  return cues.filter((cue) => cue.lines.length > 0 && cue.classes?.[schema] === undefined).length;
}

/** The command that has a language model sort what is in no class of the shown schema. */
export function useClassRun(): void {
  const { t, i18n } = useTranslation('classes');
  const { api } = useHost();
  const session = useSession();
  const readOnly = useLocked();
  const withModel = useModelGate('classify');
  const has = useDocument((document) => (document.classSchemas?.length ?? 0) > 0);
  const isRunning = useStored(languageWork, ({ running }) => running !== undefined);
  const sort = async (schema: ClassSchema): Promise<void> => {
    await session.saved();
    if (isWorking()) return undefined;
    const total = countUnsorted(session.document.cues, schema.id);
    if (total === 0) return announce(t('runDone'), true);
    const label = t('step_run', { name: schema.name });
    try {
      const { classified, flagged, alerts, stopped } = await runLanguageWork(
        api,
        { document: session.id, kind: 'classify', total },
        (call, signal) => ask(api, 'language.classify', { id: session.id, call, label, schema: schema.id }, { signal }),
      );
      tellAlerts(i18n, alerts);
      if (stopped !== undefined) tellError(AppError.fromData(stopped));
      const left = flagged.length === 0 ? [] : [t('unsorted', { count: flagged.length })];
      tell({ tone: 'info', text: [t('sorted', { count: classified }), ...left].join(' ') });
    } catch (error) {
      if (toAppError(error).code !== 'cancelled') throw error;
      tell({ tone: 'info', text: t('runStopped') });
    }
    return undefined;
  };
  const run = (): void => {
    session.flush();
    const { classSchemas = [] } = session.document;
    const schema = classSchemas.find(({ id }) => id === classFilter.getState().schema) ?? classSchemas[0];
    if (schema === undefined) return;
    showSide('classes');
    withModel(() => void sort(schema).catch(tellError)).catch(tellError);
  };
  useCommands({ 'class.run': run }, has && !readOnly && !isRunning);
}
