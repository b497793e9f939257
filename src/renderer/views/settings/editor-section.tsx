import { useTranslation } from 'react-i18next';
import { Select, Switch } from '../../ui/field.tsx';
import { ApplyField } from './apply-field.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';

/** Writing and listening in the editor. */
export function EditorSection() {
  const { t } = useTranslation('settings');
  const [font, setFont] = useSetting('editorFont');
  const [spellCheck, setSpellCheck] = useSetting('spellCheck');
  const [skip, setSkip] = useSetting('skipSeconds');
  const [leadIn, setLeadIn] = useSetting('leadInMs');
  return (
    <>
      <SettingRow row="editorFont" label={t('editorFont')} help={t('editorFont_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={font}
            onChange={setFont}
            className="w-56"
            options={(['sans', 'serif', 'mono'] as const).map((value) => ({ value, label: t(`editorFont_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="spellCheck" label={t('spellCheck')} help={t('spellCheck_help')}>
        {(ids) => <Switch id={ids.id} checked={spellCheck} onChange={setSpellCheck} />}
      </SettingRow>
      <SettingRow row="skipSeconds" label={t('skipSeconds')} help={t('skipSeconds_help')}>
        {(ids) => <ApplyField ids={ids} type="number" value={String(skip)} onApply={(text) => setSkip(Number(text))} />}
      </SettingRow>
      <SettingRow row="leadInMs" label={t('leadInMs')} help={t('leadInMs_help')}>
        {(ids) => (
          <ApplyField ids={ids} type="number" value={String(leadIn)} onApply={(text) => setLeadIn(Number(text))} />
        )}
      </SettingRow>
    </>
  );
}
