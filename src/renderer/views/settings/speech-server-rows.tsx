import { useTranslation } from 'react-i18next';
import { REMOTE_APIS, remoteHost } from '../../../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../../../core/sources/server-address.ts';
import { Select, Switch } from '../../ui/field.tsx';
import { ApplyField } from './apply-field.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';

/** A speech server that recognises in place of this computer, and whether sound may be sent to it. */
export function SpeechServerRows() {
  const { t } = useTranslation('settings');
  const [url, setUrl] = useSetting('asrUrl');
  const [api, setApi] = useSetting('asrApi');
  const [model, setModel] = useSetting('asrModel');
  const [hosts, setHosts] = useSetting('asrHosts');
  const host = url === undefined ? undefined : remoteHost({ url });
  return (
    <>
      <SettingRow row="asrUrl" label={t('asrUrl')} help={t('asrUrl_help')}>
        {(ids) => (
          <ApplyField
            ids={ids}
            type="url"
            value={url ?? ''}
            onApply={(text) => setUrl(text === '' ? undefined : text)}
          />
        )}
      </SettingRow>
      {url !== undefined && host !== undefined && (
        <>
          {!isThisComputer({ url }) && (
            <SettingRow row="asrHosts" label={t('asrHosts')} help={t('asrHosts_help', { host })}>
              {(ids) => (
                <Switch
                  {...ids}
                  checked={hosts.includes(host)}
                  onChange={(on) => setHosts(on ? [...hosts, host] : hosts.filter((other) => other !== host))}
                />
              )}
            </SettingRow>
          )}
          <SettingRow row="asrApi" label={t('asrApi')}>
            {(ids) => (
              <Select
                {...ids}
                value={api}
                onChange={setApi}
                className="w-56"
                options={REMOTE_APIS.map((value) => ({ value, label: t(`asrApi_${value}`) }))}
              />
            )}
          </SettingRow>
          <SettingRow row="asrModel" label={t('asrModel')}>
            {(ids) => (
              <ApplyField
                ids={ids}
                type="text"
                value={model ?? ''}
                onApply={(text) => setModel(text === '' ? undefined : text)}
              />
            )}
          </SettingRow>
        </>
      )}
    </>
  );
}
