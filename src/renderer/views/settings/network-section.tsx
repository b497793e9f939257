import { useTranslation } from 'react-i18next';
import { Switch } from '../../ui/field.tsx';
import { ApplyField } from './apply-field.tsx';
import { LeavesTable } from './leaves-table.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';
import { SpeechServerRows } from './speech-server-rows.tsx';
import { TokenList } from './token-list.tsx';

/** What may use the network, and what that tells to whom. */
export function NetworkSection() {
  const { t } = useTranslation('settings');
  const [offline, setOffline] = useSetting('offline');
  const [local, setLocal] = useSetting('allowLocalNetwork');
  const [oldYtdlp, setOldYtdlp] = useSetting('allowOldYtdlp');
  const [proxy, setProxy] = useSetting('proxy');
  const [downloads, setDownloads] = useSetting('parallelDownloads');
  const [largest, setLargest] = useSetting('maxDownloadMiB');
  return (
    <>
      <SettingRow row="offline" label={t('offline')} help={t('offline_help')}>
        {(ids) => <Switch id={ids.id} checked={offline} onChange={setOffline} />}
      </SettingRow>
      <SettingRow row="allowLocalNetwork" label={t('allowLocalNetwork')} help={t('allowLocalNetwork_help')}>
        {(ids) => <Switch id={ids.id} checked={local} onChange={setLocal} />}
      </SettingRow>
      <SettingRow row="proxy" label={t('proxy')} help={t('proxy_help')}>
        {(ids) => (
          <ApplyField
            ids={ids}
            type="url"
            value={proxy ?? ''}
            onApply={(text) => setProxy(text === '' ? undefined : text)}
          />
        )}
      </SettingRow>
      <SettingRow row="parallelDownloads" label={t('parallelDownloads')}>
        {(ids) => (
          <ApplyField
            ids={ids}
            type="number"
            value={String(downloads)}
            onApply={(text) => setDownloads(Number(text))}
          />
        )}
      </SettingRow>
      <SettingRow row="maxDownloadMiB" label={t('maxDownloadMiB')} help={t('maxDownloadMiB_help')}>
        {(ids) => (
          <ApplyField ids={ids} type="number" value={String(largest)} onApply={(text) => setLargest(Number(text))} />
        )}
      </SettingRow>
      <SettingRow row="allowOldYtdlp" label={t('allowOldYtdlp')} help={t('allowOldYtdlp_help')}>
        {(ids) => <Switch id={ids.id} checked={oldYtdlp} onChange={setOldYtdlp} />}
      </SettingRow>
      <SpeechServerRows />
      <LeavesTable offline={offline} />
      <TokenList />
    </>
  );
}
