import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTINGS } from '../../core/settings/schema.ts';
import { commandTable } from '../commands/command-table.ts';
import { effectiveKeys } from '../commands/keymaps.ts';
import { resolveLanguage, speak } from '../i18n/i18n.ts';
import { tellError } from '../state/notices.ts';
import { settingsStore } from '../state/settings.ts';
import { useStored } from '../state/store.ts';
import { applyAppearance } from './appearance.ts';

/** Lets the settings of the windows hold: looks, language and keys, at once when they change. */
export function useAppearance(): void {
  const { i18n } = useTranslation();
  const theme = useStored(settingsStore, ({ values }) => values?.theme ?? SETTINGS.theme.default);
  const density = useStored(settingsStore, ({ values }) => values?.density ?? SETTINGS.density.default);
  const fontSize = useStored(settingsStore, ({ values }) => values?.fontSize ?? SETTINGS.fontSize.default);
  const motion = useStored(settingsStore, ({ values }) => values?.reducedMotion ?? SETTINGS.reducedMotion.default);
  const font = useStored(settingsStore, ({ values }) => values?.editorFont ?? SETTINGS.editorFont.default);
  useEffect(
    () => applyAppearance({ theme, density, fontSize, reducedMotion: motion, editorFont: font }, window),
    [theme, density, fontSize, motion, font],
  );
  const language = useStored(settingsStore, ({ values }) => values?.uiLanguage ?? 'system');
  useEffect(() => {
    const resolved = resolveLanguage(language, navigator.languages);
    const say = async (): Promise<void> => {
      await speak(i18n, resolved);
      document.documentElement.lang = i18n.language;
    };
    say().catch(tellError);
  }, [language, i18n]);
  const keymap = useStored(settingsStore, ({ values }) => values?.keymap ?? 'voxlane');
  const overrides = useStored(
    settingsStore,
    ({ values }) => values?.keymapOverrides ?? SETTINGS.keymapOverrides.default,
  );
  useEffect(() => commandTable.setState({ keys: effectiveKeys(keymap, overrides) }), [keymap, overrides]);
}
