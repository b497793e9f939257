import { Languages, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../../commands/command-table.ts';
import { useAnswer } from '../../../client/use-answer.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { languageWork } from './language-work.ts';
import { firstModel, ModelLine, NoModel } from './model-notes.tsx';
import { RunningWork } from './running-work.tsx';
import { countMissing } from './use-language-work.ts';

/** What a language model can do here: which one, what leaves the computer, and how far it is. */
export function WorkSection({ language }: { readonly language: string }) {
  const { t } = useTranslation('translation');
  const session = useSession();
  const readOnly = useLocked();
  const { value: models } = useAnswer('llm.list', {});
  const cues = useDocument((document) => document.cues);
  const running = useStored(languageWork, (state) => state.running);
  const count = useStored(selection, ({ cueIds, cueId }) => Math.max(cueIds.size, cueId === undefined ? 0 : 1));
  if (running?.document === session.id) return <RunningWork work={running} />;
  if (models === undefined) return undefined;
  const model = firstModel(models);
  if (model === undefined) return <NoModel text={t('noModelText')} />;
  const missing = countMissing({ cues }, language);
  const isBusy = readOnly || running !== undefined;
  return (
    <div className="flex flex-col gap-2">
      <Button
        tone="primary"
        icon={Languages}
        title={t('runHint')}
        disabled={isBusy || missing === 0}
        onClick={() => runCommand('translation.run')}
      >
        {missing === 0 ? t('allDone') : t('runCount', { count: missing })}
      </Button>
      <Button icon={RefreshCw} disabled={isBusy || count === 0} onClick={() => runCommand('translation.again')}>
        {t('again', { count })}
      </Button>
      <ModelLine model={model} />
    </div>
  );
}
