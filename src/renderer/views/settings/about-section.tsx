import { useTranslation } from 'react-i18next';
import { runCommand } from '../../commands/command-table.ts';
import { Button } from '../../ui/button.tsx';
import { SettingBlock, SettingRow } from './setting-row.tsx';

const TERMS = ['cue', 'turn', 'diarization', 'vad', 'cps', 'cpl', 'der', 'wer'] as const;

/** Which version this is, under what licence, and what its words mean. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  return (
    <>
      <SettingRow row="version" label={t('version')}>
        {(ids) => (
          <output id={ids.id} className="tabular">
            Voxlane {__VOXLANE_VERSION__}
          </output>
        )}
      </SettingRow>
      <SettingBlock row="licence" title={t('licence')} help={t('licence_text')}>
        <Button onClick={() => runCommand('app.keys')}>{t('openKeys')}</Button>
      </SettingBlock>
      <SettingBlock row="glossary" title={t('glossary')}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
          {TERMS.map((term) => (
            <div key={term} className="contents">
              <dt className="font-medium">{t(`term_${term}`)}</dt>
              <dd className="text-muted">{t(`glossary_${term}`)}</dd>
            </div>
          ))}
        </dl>
      </SettingBlock>
    </>
  );
}
