import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { tell, tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { SettingBlock } from './setting-row.tsx';

const STATES = {
  ready: 'tool_ready',
  stale: 'tool_stale',
  'too-old': 'tool_tooOld',
  missing: 'tool_missing',
  broken: 'tool_broken',
} as const;

/** ffmpeg and yt-dlp: which ones are used, in what state; yt-dlp can be renewed. */
export function ToolList() {
  const { t } = useTranslation(['settings', 'app']);
  const { api } = useHost();
  const { value, error, again } = useAnswer('tools.list', {});
  const [updating, setUpdating] = useState(false);
  const update = async (): Promise<void> => {
    setUpdating(true);
    try {
      const { version } = await ask(api, 'tools.update', {});
      tell({ tone: 'info', text: t('updatedTo', { version }) });
      again();
    } catch (problem) {
      tellError(problem);
    } finally {
      setUpdating(false);
    }
  };
  return (
    <SettingBlock
      row="tools"
      title={t('tools')}
      actions={
        <Button icon={Download} disabled={updating} onClick={() => void update()}>
          {updating ? t('updating') : t('updateYtdlp')}
        </Button>
      }
    >
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <ul>
        {value?.map(({ name, version, path, state, problem }) => (
          <li key={name} className="border-b border-line py-2">
            <div className="flex flex-wrap gap-x-3">
              <span className="w-24 font-medium">{name}</span>
              <span className={state === 'ready' ? 'text-good' : 'text-doubt'}>{t(STATES[state])}</span>
              <span className="tabular">{version}</span>
            </div>
            {path !== undefined && <p className="font-mono text-xs break-all text-muted">{path}</p>}
            {problem !== undefined && (
              <p className="text-muted">
                {problem.meaning} {problem.action}
              </p>
            )}
          </li>
        ))}
      </ul>
    </SettingBlock>
  );
}
