import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, type Subject, type Texts } from './texts.ts';

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

type AllTexts = { readonly [S in Subject]: Texts<S> };

/** English is always there, since it stands in; the others are fetched when they are spoken. */
const OTHERS: Readonly<Record<Exclude<UiLanguage, 'en'>, () => Promise<AllTexts>>> = {
  fr: async () => (await import('./fr/all.ts')).fr,
  tr: async () => (await import('./tr/all.ts')).tr,
};

/** A set of texts that speaks English. React escapes what is put into them. */
export function makeTexts(): i18n {
  const texts = createInstance();
  void texts.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    defaultNS: 'app',
    interpolation: { escapeValue: true, escape: isolated },
    returnEmptyString: false,
    initAsync: false,
  });
  return texts;
}

/**
 * Speaks another language from now on, once its texts are there; of several asked for the last one holds. Rejects when they
 * cannot be fetched; what was spoken before is spoken on.
 */
export async function speak(texts: i18n, language: UiLanguage): Promise<void> {
  wanted.set(texts, language);
  if (language !== 'en' && !texts.hasResourceBundle(language, 'app')) {
    const all = await OTHERS[language]();
    for (const [subject, own] of Object.entries(all)) texts.addResourceBundle(language, subject, own);
  }
  if (wanted.get(texts) === language) await texts.changeLanguage(language);
}

const wanted = new WeakMap<i18n, UiLanguage>();
