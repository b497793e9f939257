import { FlaskConical, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import type { Finding } from '../../../shared/finding.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { FindingRow } from './finding-row.tsx';
import { SettingBlock } from './setting-row.tsx';

/** Runs a small model on every device and says what to repair, as `voxlane doctor --gpu` does. */
export function GpuTest() {
  const { t } = useTranslation(['settings', 'app']);
  const { api } = useHost();
  const work = useRef<AbortController>(undefined);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<readonly Finding[]>();
  const [error, setError] = useState<ErrorData>();
  useEffect(() => () => work.current?.abort(), []);
  const test = async (): Promise<void> => {
    const abort = new AbortController();
    work.current = abort;
    setBusy(true);
    setError(undefined);
    try {
      setFound(await ask(api, 'system.doctor', { modelFolders: [], gpuOnly: true }, { signal: abort.signal }));
    } catch (problem) {
      if (!abort.signal.aborted) setError(toAppError(problem).toData());
    } finally {
      setBusy(false);
    }
  };
  return (
    <SettingBlock
      row="gpuTest"
      title={t('gpuTest')}
      help={t('gpuTest_help')}
      actions={
        busy ? (
          <Button icon={X} onClick={() => work.current?.abort()}>
            {t('app:cancel')}
          </Button>
        ) : (
          <Button icon={FlaskConical} onClick={() => void test()}>
            {found === undefined ? t('gpuTest') : t('gpuTestAgain')}
          </Button>
        )
      }
    >
      <p role="status" className="text-sm font-medium">
        {busy ? t('gpuTestRuns') : found === undefined ? '' : t(outcomeOf(found))}
      </p>
      {error !== undefined && <ErrorBox error={error} />}
      <ul className="text-sm">
        {found?.map((finding, index) => (
          <FindingRow key={`${finding.name}-${index}`} finding={finding} />
        ))}
      </ul>
    </SettingBlock>
  );
}

function outcomeOf(found: readonly Finding[]): 'gpuTestBad' | 'gpuTestLimited' | 'gpuTestGood' {
  if (found.some(({ state }) => state === 'bad')) return 'gpuTestBad';
  return found.some(({ state }) => state === 'warn') ? 'gpuTestLimited' : 'gpuTestGood';
}
