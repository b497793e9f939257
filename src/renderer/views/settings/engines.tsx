import { useTranslation } from 'react-i18next';
import type { EngineFamilyView } from '../../../contract/system-calls.ts';
import { agreedServer, remoteHost } from '../../../core/remote-asr/remote-asr.ts';
import { byteSize } from '../../app/byte-size.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { deviceName } from '../../ui/device-name.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { SettingBlock } from './setting-row.tsx';

/** Each family of engines with what it really runs on, and the speech server if there is one. */
export function Engines() {
  const { t } = useTranslation(['settings', 'app']);
  const settings = useStored(settingsStore, ({ values }) => values);
  const wish = { device: settings?.device, performance: settings?.performance };
  const { value, error, busy, again } = useAnswer('system.engines', wish);
  return (
    <SettingBlock row="engines" title={t('engines')} help={t('engines_help')}>
      <p role="status" className="text-sm text-muted">
        {busy ? t('lookingEngines') : ''}
      </p>
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <ul className="text-sm">
        {value?.map((family) => (
          <Family key={family.family} family={family} />
        ))}
        <Server />
      </ul>
    </SettingBlock>
  );
}

const COLOURS = { works: 'text-good', failed: 'text-danger', absent: 'text-muted' } as const;

function Family({ family: { family, version, used, problem, backends } }: { readonly family: EngineFamilyView }) {
  const { t, i18n } = useTranslation('settings');
  return (
    <li className="flex flex-wrap gap-x-3 border-b border-line py-2">
      <span className="w-40 shrink-0">
        <span className="block font-medium">{t(`engine_${family}`)}</span>
        {version !== undefined && <span className="text-xs text-muted">{t('engineVersion', { version })}</span>}
      </span>
      <div className="min-w-48 flex-1">
        <p>{used === undefined ? t('engineFails') : t('engineRunsOn', { device: deviceName(used) })}</p>
        {problem !== undefined && <p className="text-xs break-words text-muted">{problem}</p>}
        <ul className="text-xs">
          {backends.map(({ device, state, reason, name, freeBytes }) => (
            <li key={`${device} ${name ?? ''}`} className="break-words">
              {deviceName(device)}
              {name === undefined ? '' : ` (${name})`}: <span className={COLOURS[state]}>{t(`backend_${state}`)}</span>
              {freeBytes === undefined ? '' : `, ${t('backendFree', { size: byteSize(freeBytes, i18n.language) })}`}
              {reason !== undefined && state === 'failed' && <span className="text-muted"> – {reason}</span>}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function Server() {
  const { t } = useTranslation('settings');
  const settings = useStored(settingsStore, ({ values }) => values);
  const url = settings?.asrUrl;
  const agreed = settings === undefined ? undefined : agreedServer(settings);
  return (
    <li className="flex flex-wrap gap-x-3 border-b border-line py-2">
      <span className="w-40 shrink-0 font-medium">{t('engine_remote')}</span>
      <span className="min-w-48 flex-1">
        {url === undefined
          ? t('engineNoServer')
          : t(agreed === undefined ? 'engineServerAgree' : 'engineServer', { host: remoteHost({ url }) })}
      </span>
    </li>
  );
}
