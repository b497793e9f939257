import { RefreshCw, Zap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_WISHES } from '../../../shared/device.ts';
import type { Finding } from '../../../shared/finding.ts';
import { PERFORMANCE_PROFILES } from '../../../shared/performance.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { queueStore } from '../../state/queue.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { deviceName } from '../../ui/device-name.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Select } from '../../ui/field.tsx';
import { isStage } from '../home/job-fraction.ts';
import { Engines } from './engines.tsx';
import { FindingRow } from './finding-row.tsx';
import { GpuTest } from './gpu-test.tsx';
import { RunningNow } from './running-now.tsx';
import { SettingBlock, SettingRow, useSetting } from './setting-row.tsx';
import { ToolList } from './tool-list.tsx';

const MOST_JOBS = 8;
const TOPICS = ['machine', 'runtime', 'tools', 'models', 'storage'] as const satisfies readonly Finding['topic'][];

/** What models run on: the wish, what an examination finds, what really ran, and the programs around it. */
export function DevicesSection() {
  const { t } = useTranslation('settings');
  const [device, setDevice] = useSetting('device');
  const [performance, setPerformance] = useSetting('performance');
  const options = useTranslation('options');
  const [jobs, setJobs] = useSetting('parallelJobs');
  const counts = Array.from({ length: MOST_JOBS }, (_, index) => String(index + 1));
  const shown = jobs === 'auto' || counts.includes(String(jobs)) ? counts : [...counts, String(jobs)];
  return (
    <>
      <SettingRow row="device" label={t('device')} help={t('device_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={device}
            onChange={setDevice}
            className="w-56"
            options={DEVICE_WISHES.map((value) => ({ value, label: t(`device_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="performance" label={t('performance')} help={t('performance_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={performance}
            onChange={setPerformance}
            className="w-56"
            options={PERFORMANCE_PROFILES.map((value) => ({ value, label: options.t(`performance_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="parallelJobs" label={t('parallelJobs')} help={t('parallelJobs_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={String(jobs)}
            onChange={(value) => setJobs(value === 'auto' ? 'auto' : Number(value))}
            className="w-56"
            options={[{ value: 'auto', label: t('auto') }, ...shown.map((value) => ({ value, label: value }))]}
          />
        )}
      </SettingRow>
      <Engines />
      <RunningNow />
      <GpuTest />
      <Speeds />
      <Findings />
      <ToolList />
    </>
  );
}

/** What an engine process finds when it looks at this machine. */
function Findings() {
  const { t } = useTranslation(['settings', 'app']);
  const [retryGpu, setRetryGpu] = useState(false);
  const { value, error, busy, again } = useAnswer('system.doctor', { modelFolders: [], retryGpu });
  return (
    <SettingBlock
      row="findings"
      title={t('findings')}
      actions={
        <>
          <Button icon={RefreshCw} disabled={busy} onClick={again}>
            {t('examine')}
          </Button>
          <Button
            icon={Zap}
            disabled={busy}
            onClick={() => {
              if (retryGpu) again();
              setRetryGpu(true);
            }}
          >
            {t('retryGpu')}
          </Button>
        </>
      }
    >
      <p role="status" className="text-sm text-muted">
        {busy ? t('examining') : ''}
      </p>
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      {TOPICS.map((topic) => {
        const list = value?.filter((finding) => finding.topic === topic) ?? [];
        if (list.length === 0) return undefined;
        return (
          <div key={topic} className="mt-3">
            <h4 className="text-xs font-semibold text-muted">{t(`topic_${topic}`)}</h4>
            <ul>
              {list.map((finding, index) => (
                <FindingRow key={`${finding.name}-${index}`} finding={finding} />
              ))}
            </ul>
          </div>
        );
      })}
    </SettingBlock>
  );
}

/** What ran on this machine, from the queue's history. */
function Speeds() {
  const { t, i18n } = useTranslation(['settings', 'home']);
  const speeds = useStored(queueStore, ({ queue }) => queue?.speeds);
  const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  return (
    <SettingBlock row="speeds" title={t('speeds')} help={t('speeds_help')}>
      {speeds === undefined || speeds.length === 0 ? (
        <p className="text-sm text-muted">{t('speedsNone')}</p>
      ) : (
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-muted">
            <tr>
              {(['stage', 'model', 'runsOn', 'speed'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 pr-3 font-semibold">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {speeds.map(({ stage, model, device, audioSecondsPerSecond }) => (
              <tr key={`${stage} ${model} ${device}`} className="border-t border-line">
                <td className="py-1 pr-3">{isStage(stage) ? t(`home:stage_${stage}`) : stage}</td>
                <td className="py-1 pr-3 break-all">{model === '' ? '–' : model}</td>
                <td className="py-1 pr-3">{deviceName(device)}</td>
                <td className="tabular py-1">{t('speedOf', { speed: number.format(audioSecondsPerSecond) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SettingBlock>
  );
}
