import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { byteSize } from '../../app/byte-size.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { jobOf } from '../../state/queue.ts';
import { deviceName } from '../../ui/device-name.ts';
import { jobTitle } from '../home/names.ts';
import { SettingBlock } from './setting-row.tsx';

/** When one of these comes, other recognisers run than before. */
const SIGNS: ReadonlySet<string> = new Set(['recogniser-process', 'engine', 'engine-restarted', 'stopped', 'finished']);

/** Which recogniser works on which job now, where, and with how much memory. */
export function RunningNow() {
  const { t, i18n } = useTranslation('settings');
  const { api } = useHost();
  const { value, again } = useAnswer('system.running', {});
  useEffect(() => {
    const stops = [
      api.on('job', ({ event }) => (SIGNS.has(event.type) ? again() : undefined)),
      // After a gap nothing tells what ended in it.
      api.on('queue', ({ ids }) => (ids.length === 0 ? again() : undefined)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api, again]);
  return (
    <SettingBlock row="running" title={t('running')}>
      {value === undefined || value.length === 0 ? (
        <p className="text-sm text-muted">{t('runningNone')}</p>
      ) : (
        <ul className="text-sm">
          {value.map(({ jobId, model, device, needBytes }) => {
            const job = jobOf(jobId);
            return (
              <li key={`${jobId} ${model} ${device}`} className="border-b border-line py-1.5 break-words">
                <span className="font-medium">
                  {job === undefined ? t('runningJob', { id: jobId }) : jobTitle(job)}
                </span>
                {': '}
                {[model, deviceName(device), t('runningMemory', { size: byteSize(needBytes, i18n.language) })].join(
                  ' · ',
                )}
              </li>
            );
          })}
        </ul>
      )}
    </SettingBlock>
  );
}
