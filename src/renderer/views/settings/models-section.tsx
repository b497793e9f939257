import { useTranslation } from 'react-i18next';
import { goTo } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';

/** The way to the models, and where they are kept. */
export function ModelsSection() {
  const { t } = useTranslation('settings');
  const [folder] = useSetting('modelsFolder');
  return (
    <>
      <SettingRow row="toModels" label={t('section_models')} help={t('modelsText')}>
        {(ids) => (
          <Button {...ids} onClick={() => goTo({ view: 'models' })}>
            {t('toModels')}
          </Button>
        )}
      </SettingRow>
      <SettingRow row="modelsFolder" label={t('modelsFolder')}>
        {(ids) => (
          <output id={ids.id} className="font-mono text-sm break-all text-muted">
            {folder ?? t('usualFolder')}
          </output>
        )}
      </SettingRow>
    </>
  );
}
