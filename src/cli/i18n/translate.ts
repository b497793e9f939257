import i18next from 'i18next';
import { messagesEn } from './messages-en.ts';

const instance = i18next.createInstance();
await instance.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: { en: { translation: messagesEn } },
  // The terminal is no HTML page: names must appear as they are.
  interpolation: { escapeValue: false },
});

type Leaves<T> = T extends string
  ? ''
  : { [K in keyof T & string]: T[K] extends string ? Plural<K> : `${K}.${Leaves<T[K]>}` }[keyof T & string];
type Plural<K extends string> = K extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : K;

/** Key of a message; a misspelt one does not compile. */
export type MessageKey = Leaves<typeof messagesEn>;

/** The text of a message in the user's language, with `{{name}}` parts filled in. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return instance.t(key, { ...values });
}
