import { useTranslation } from 'react-i18next';
import { Select, Switch } from '../../ui/field.tsx';
import { ApplyField } from './apply-field.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';

/** Words as typed, between spaces or commas, each once. */
function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/u).filter((word) => word !== ''))];
}

/** Writing and listening in the editor. */
export function EditorSection() {
  const { t } = useTranslation('settings');
  const [font, setFont] = useSetting('editorFont');
  const [spellCheck, setSpellCheck] = useSetting('spellCheck');
  const [words, setWords] = useSetting('ownWords');
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
      <SettingRow row="ownWords" label={t('ownWords')} help={t('ownWords_help')}>
        {(ids) => (
          <ApplyField ids={ids} type="text" value={words.join(' ')} onApply={(text) => setWords(wordsOf(text))} />
        )}
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
