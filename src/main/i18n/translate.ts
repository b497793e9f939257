import i18next from 'i18next';
import { messagesEn, type Messages } from './messages-en.ts';
import { messagesFr } from './messages-fr.ts';
import { messagesTr } from './messages-tr.ts';

const LANGUAGES: Readonly<Record<string, Messages>> = { en: messagesEn, fr: messagesFr, tr: messagesTr };

const instance = i18next.createInstance();
await instance.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: Object.fromEntries(Object.entries(LANGUAGES).map(([code, translation]) => [code, { translation }])),
  // Menus and dialogs are no HTML pages: names must appear as they are.
  interpolation: { escapeValue: false },
});

type Leaves<T> = {
  [Group in keyof T & string]: `${Group}.${Plural<keyof T[Group] & string>}`;
}[keyof T & string];
type Plural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** Key of a text of the shell; a misspelt one does not compile. */
export type MessageKey = Leaves<Messages>;

/** Takes the wish of the settings, or what the system speaks; English where there is no translation. */
export function useLanguage(wish: string, system: string): void {
  const code = (wish === 'system' ? system : wish).toLowerCase().split(/[-_]/)[0] ?? 'en';
  void instance.changeLanguage(code in LANGUAGES ? code : 'en');
}

/** A text in the user's language, with `{{name}}` parts filled in. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return instance.t(key, { ...values });
}
