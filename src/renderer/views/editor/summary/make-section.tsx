import { RefreshCw, Sparkles } from 'lucide-react';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../../client/use-answer.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select, Switch } from '../../../ui/field.tsx';
import { languageOptions } from '../../settings/languages.ts';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { languageWork } from '../translation/language-work.ts';
import { firstModel, ModelLine, NoModel } from '../translation/model-notes.tsx';
import { RunningWork } from '../translation/running-work.tsx';
import { summaryChoice, summaryWish } from './summary-choice.ts';
import { BY_USER } from './summary-edits.ts';
import { useSummaryLanguage } from './use-summary-language.ts';

/** Stands for the language of the recording in the choice; no language has it as its code. */
const SPOKEN = ' ';

/** Has a language model write a summary: in which language, with chapters or not, where texts go, and how far it is. */
export function MakeSection() {
  const { t } = useTranslation('summary');
  const session = useSession();
  const running = useStored(languageWork, (state) => state.running);
  const { value: models } = useAnswer('llm.list', {});
  if (running?.document === session.id && running.kind === 'summarize') return <RunningWork work={running} />;
  if (models === undefined) return undefined;
  const model = firstModel(models);
  if (model === undefined) return <NoModel text={t('noModelText')} />;
  return (
    <div className="flex flex-col gap-3">
      <Wishes />
      <ModelLine model={model} />
    </div>
  );
}

function Wishes() {
  const { t, i18n } = useTranslation('summary');
  const readOnly = useLocked();
  const nameOf = useSummaryLanguage();
  const spoken = useDocument((document) => document.language);
  const chapters = useDocument((document) => document.chapters);
  const summaries = useDocument((document) => document.summaries) ?? [];
  const choice = useStored(summaryChoice, (state) => state);
  const isRunning = useStored(languageWork, (state) => state.running !== undefined);
  const form = useId();
  const wish = summaryWish(chapters === undefined ? {} : { chapters }, choice);
  const before = summaries.find(({ language }) => language === (wish.language ?? spoken ?? 'und'));
  const options = useMemo(() => {
    const own = spoken === undefined ? t('spoken') : t('spokenIn', { language: nameOf(spoken) });
    const others = languageOptions(i18n.language).filter(({ value }) => value !== spoken);
    return [{ value: SPOKEN, label: own }, ...others];
  }, [spoken, nameOf, t, i18n.language]);
  const replaced = wish.chapters ? (chapters?.length ?? 0) : 0;
  return (
    <>
      <Field label={t('language')}>
        {({ id }) => (
          <Select
            id={id}
            value={choice.language ?? SPOKEN}
            onChange={(value) => summaryChoice.setState({ language: value === SPOKEN ? undefined : value })}
            options={options}
          />
        )}
      </Field>
      <div className="flex flex-col gap-1">
        <span className="flex items-center gap-2 text-sm">
          <Switch
            id={form}
            checked={wish.chapters}
            onChange={(on) => summaryChoice.setState({ chapters: on })}
            {...(replaced > 0 && { 'aria-describedby': `${form}-help` })}
          />
          <label htmlFor={form}>{t('withChapters')}</label>
        </span>
        {replaced > 0 && (
          <p id={`${form}-help`} className="text-xs text-muted">
            {t('replaced', { count: replaced })}
          </p>
        )}
      </div>
      {before !== undefined && (
        <p className="text-xs text-muted">{t(before.by === BY_USER ? 'againYours' : 'againHelp')}</p>
      )}
      <Button
        tone={before === undefined ? 'primary' : 'plain'}
        icon={before === undefined ? Sparkles : RefreshCw}
        disabled={readOnly || isRunning}
        onClick={() => runCommand('summary.run')}
      >
        {t(before === undefined ? 'run' : 'again')}
      </Button>
    </>
  );
}
