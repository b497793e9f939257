import { useTranslation } from 'react-i18next';
import { RULE_PROFILES } from '../../../core/cues/profiles.ts';
import { QUALITIES } from '../../../shared/quality.ts';
import { FORMAT_IDS } from '../../../core/formats/codec.ts';
import { Select, Switch } from '../../ui/field.tsx';
import { SettingBlock, SettingRow, useSetting } from './setting-row.tsx';
import { languageOptions } from './languages.ts';

const MOST_SPEAKERS = 20;

/** Language of the window, and what holds for new recordings. */
export function GeneralSection() {
  const { t } = useTranslation('settings');
  const [uiLanguage, setUiLanguage] = useSetting('uiLanguage');
  const [notifications, setNotifications] = useSetting('notifications');
  return (
    <>
      <SettingRow row="uiLanguage" label={t('uiLanguage')} help={t('uiLanguage_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={uiLanguage}
            onChange={setUiLanguage}
            className="w-56"
            options={[
              { value: 'system', label: t('systemLanguage') },
              { value: 'en', label: 'English' },
              { value: 'fr', label: 'Français' },
              { value: 'tr', label: 'Türkçe' },
            ]}
          />
        )}
      </SettingRow>
      <SettingRow row="notifications" label={t('notifications')} help={t('notifications_help')}>
        {(ids) => <Switch id={ids.id} checked={notifications} onChange={setNotifications} />}
      </SettingRow>
      <SettingBlock title={t('newJobs')}>
        <NewJobs />
      </SettingBlock>
    </>
  );
}

function NewJobs() {
  const { t, i18n } = useTranslation('settings');
  const [language, setLanguage] = useSetting('defaultLanguage');
  const [profile, setProfile] = useSetting('defaultProfile');
  const [quality, setQuality] = useSetting('defaultQuality');
  const options = useTranslation('options');
  const [speakers, setSpeakers] = useSetting('defaultSpeakers');
  const [preset, setPreset] = useSetting('defaultPreset');
  const counts = Array.from({ length: MOST_SPEAKERS }, (_, index) => String(index + 1));
  return (
    <>
      <SettingRow row="defaultLanguage" label={t('defaultLanguage')} help={t('defaultLanguage_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={language ?? 'auto'}
            onChange={(value) => setLanguage(value === 'auto' ? undefined : value)}
            className="w-56"
            options={[{ value: 'auto', label: t('detect') }, ...languageOptions(i18n.language, language)]}
          />
        )}
      </SettingRow>
      <SettingRow row="defaultSpeakers" label={t('defaultSpeakers')} help={t('defaultSpeakers_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={String(speakers)}
            onChange={(value) => setSpeakers(value === 'auto' ? 'auto' : Number(value))}
            className="w-56"
            options={[
              { value: 'auto', label: t('findOut') },
              ...[...new Set([...counts, ...(speakers === 'auto' ? [] : [String(speakers)])])].map((value) => ({
                value,
                label: value,
              })),
            ]}
          />
        )}
      </SettingRow>
      <SettingRow row="defaultPreset" label={t('defaultPreset')} help={t('defaultPreset_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={preset}
            onChange={setPreset}
            className="w-56"
            options={(['auto', 'demo'] as const).map((value) => ({ value, label: t(`preset_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="defaultQuality" label={t('defaultQuality')} help={t('defaultQuality_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={quality}
            onChange={setQuality}
            className="w-56"
            options={QUALITIES.map((value) => ({ value, label: options.t(`quality_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="defaultProfile" label={t('defaultProfile')} help={t('defaultProfile_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={profile}
            onChange={setProfile}
            className="w-56"
            options={RULE_PROFILES.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </SettingRow>
      <FormatsRow />
    </>
  );
}

function FormatsRow() {
  const { t } = useTranslation(['settings', 'exporting']);
  const [formats, setFormats] = useSetting('defaultFormats');
  return (
    <SettingRow row="defaultFormats" label={t('defaultFormats')} help={t('defaultFormats_help')}>
      {(ids) => (
        <div {...ids} role="group" aria-label={t('defaultFormats')} className="grid w-full grid-cols-2 gap-x-4 sm:w-96">
          {FORMAT_IDS.map((id) => {
            const on = formats.includes(id);
            return (
              <label key={id} className="flex min-h-7 items-center gap-2">
                <input
                  type="checkbox"
                  checked={on}
                  // The last one stays: a job that writes nothing is no use.
                  disabled={on && formats.length === 1}
                  onChange={() => setFormats(on ? formats.filter((each) => each !== id) : [...formats, id])}
                  className="size-4 shrink-0 accent-(--accent)"
                />
                {t(`exporting:name_${id}`)}
              </label>
            );
          })}
        </div>
      )}
    </SettingRow>
  );
}
