import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { fr } from './fr/all.ts';
import { en } from './texts.ts';
import { tr } from './tr/all.ts';

/** Languages the studio speaks. */
const UI_LANGUAGES = ['en', 'fr', 'tr'] as const;
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** The language for a setting: what the browser wants where the user left it to the system. */
export function resolveLanguage(setting: 'system' | UiLanguage, wanted: readonly string[]): UiLanguage {
  if (setting !== 'system') return setting;
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const known = UI_LANGUAGES.find((language) => language === base);
    if (known !== undefined) return known;
  }
  return 'en';
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A name or quotation that runs from right to left must not turn the sentence around it. */
function isolated(value: string): string {
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/** A ready set of texts. React escapes what is put into them. */
export function makeTexts(language: UiLanguage): i18n {
  const texts = createInstance();
  void texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en, fr, tr },
    defaultNS: 'app',
    interpolation: { escapeValue: true, escape: isolated },
    returnEmptyString: false,
    initAsync: false,
  });
  return texts;
}
