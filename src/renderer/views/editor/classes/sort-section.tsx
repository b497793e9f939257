import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../../client/use-answer.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { languageWork } from '../translation/language-work.ts';
import { firstModel, ModelLine } from '../translation/model-notes.tsx';
import { RunningWork } from '../translation/running-work.tsx';
import { countUnsorted } from './use-class-run.ts';

/** Lets a language model sort what has no class yet; says how far it is and where texts go. */
export function SortSection({ schema }: { readonly schema: string }) {
  const { t } = useTranslation('classes');
  const session = useSession();
  const readOnly = useLocked();
  const cues = useDocument((document) => document.cues);
  const running = useStored(languageWork, (state) => state.running);
  const { value: models } = useAnswer('llm.list', {});
  if (running?.document === session.id && running.kind === 'classify') return <RunningWork work={running} />;
  const model = models && firstModel(models);
  const count = countUnsorted(cues, schema);
  return (
    <div className="flex flex-col gap-1">
      <Button
        icon={Sparkles}
        disabled={readOnly || running !== undefined || count === 0}
        onClick={() => runCommand('class.run')}
      >
        {count === 0 ? t('runDone') : t('run', { count })}
      </Button>
      {model !== undefined && <ModelLine model={model} />}
    </div>
  );
}
