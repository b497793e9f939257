import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmChoice } from '../../../../core/llm/llm-choice.ts';
import { useAnswer } from '../../../client/use-answer.ts';
import { blockOf, hostOf, hostsOf, moved } from '../../../state/language-models.ts';
import { Button } from '../../../ui/button.tsx';
import { SettingBlock, SettingRow, useSetting } from '../setting-row.tsx';
import { AgreeDialog } from './agree-dialog.tsx';
import { LlmDialog } from './llm-dialog.tsx';
import { LlmItem } from './llm-item.tsx';
import { TargetLanguages } from './target-languages.tsx';

/** Where a model is that is being written; `undefined` for a new one. */
interface Editing {
  readonly at: number | undefined;
}

/** Language models in order of preference, what each gets to see, and what was used of its limits. */
export function LlmSection() {
  const { t } = useTranslation(['llms', 'settings']);
  const [models, setModels] = useSetting('languageModels');
  const [hosts, setHosts] = useSetting('llmHosts');
  const [offline] = useSetting('offline');
  const [targets, setTargets] = useSetting('defaultTranslate');
  const [editing, setEditing] = useState<Editing>();
  const [asking, setAsking] = useState<string>();
  const usage = useAnswer('llm.usage', { choices: [...models] as LlmChoice[] });
  const keys = useAnswer('keys.list', { hosts: [...hostsOf(models)] });

  const save = (model: LlmChoice): void => {
    const at = editing?.at;
    setModels(at === undefined ? [...models, model] : models.with(at, model));
    setEditing(undefined);
    const host = hostOf(model);
    if (host !== undefined && !hosts.includes(host)) setAsking(host);
  };
  return (
    <>
      <SettingBlock
        row="languageModels"
        title={t('settings:languageModels')}
        help={t('help')}
        actions={
          <Button icon={Plus} onClick={() => setEditing({ at: undefined })}>
            {t('add')}
          </Button>
        }
      >
        {models.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
        <ol className="flex flex-col gap-2">
          {models.map((model, at) => (
            <LlmItem
              key={JSON.stringify(model)}
              model={model}
              at={at}
              count={models.length}
              block={blockOf(model, { offline, llmHosts: hosts })}
              usage={usage.value?.[at]}
              keys={keys.value}
              onMove={(from, to) => setModels([...moved(models, from, to)])}
              onEdit={() => setEditing({ at })}
              onRemove={() => setModels(models.toSpliced(at, 1))}
              onAgree={setAsking}
              onDisagree={(host) => setHosts(hosts.filter((other) => other !== host))}
              onKeyChanged={() => {
                keys.again();
                usage.again();
              }}
              onTested={usage.again}
            />
          ))}
        </ol>
      </SettingBlock>
      <SettingBlock row="llmHosts" title={t('settings:llmHosts')} help={t('hosts_help')}>
        {hosts.length === 0 && <p className="text-sm text-muted">{t('hosts_none')}</p>}
        <ul className="text-sm">
          {hosts.map((host) => (
            <li key={host} className="flex flex-wrap items-center gap-2 border-b border-line py-1">
              <span className="min-w-0 flex-1 break-words">{host}</span>
              <Button
                aria-label={t('disagreeHost', { host })}
                onClick={() => setHosts(hosts.filter((other) => other !== host))}
              >
                {t('disagree')}
              </Button>
            </li>
          ))}
        </ul>
      </SettingBlock>
      <SettingRow row="defaultTranslate" label={t('settings:defaultTranslate')} help={t('targets_help')}>
        {(ids) => <TargetLanguages {...ids} value={targets} onChange={(codes) => setTargets([...codes])} />}
      </SettingRow>
      {editing !== undefined && (
        <LlmDialog
          model={editing.at === undefined ? undefined : models[editing.at]}
          onSave={save}
          onClose={() => setEditing(undefined)}
        />
      )}
      {asking !== undefined && (
        <AgreeDialog
          host={asking}
          plain={models.some(
            (model) => hostOf(model) === asking && model.kind !== 'local' && model.url.startsWith('http:'),
          )}
          onClose={(agreed) => {
            if (agreed) setHosts([...hosts, asking]);
            setAsking(undefined);
          }}
        />
      )}
    </>
  );
}
