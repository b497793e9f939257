import { useTranslation } from 'react-i18next';
import { Select } from '../../ui/field.tsx';
import { SettingRow, useSetting } from './setting-row.tsx';

const STANDARD_SIZE = 14;
const SIZES = [11, 12, 13, 14, 15, 16, 18, 20, 22, 24];

/** How the window looks; every change shows at once. */
export function AppearanceSection() {
  const { t, i18n } = useTranslation('settings');
  const [theme, setTheme] = useSetting('theme');
  const [density, setDensity] = useSetting('density');
  const [fontSize, setFontSize] = useSetting('fontSize');
  const [motion, setMotion] = useSetting('reducedMotion');
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const sizes = SIZES.includes(fontSize) ? SIZES : [...SIZES, fontSize].sort((a, b) => a - b);
  return (
    <>
      <SettingRow row="theme" label={t('theme')} help={t('theme_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={theme}
            onChange={setTheme}
            className="w-56"
            options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="density" label={t('density')} help={t('density_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={density}
            onChange={setDensity}
            className="w-56"
            options={(['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`density_${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="fontSize" label={t('fontSize')} help={t('fontSize_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={String(fontSize)}
            onChange={(value) => setFontSize(Number(value))}
            className="w-56"
            options={sizes.map((size) => ({ value: String(size), label: percent.format(size / STANDARD_SIZE) }))}
          />
        )}
      </SettingRow>
      <SettingRow row="reducedMotion" label={t('reducedMotion')} help={t('reducedMotion_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={motion}
            onChange={setMotion}
            className="w-56"
            options={[
              { value: 'system', label: t('asSystem') },
              { value: 'on', label: t('on') },
              { value: 'off', label: t('off') },
            ]}
          />
        )}
      </SettingRow>
    </>
  );
}
