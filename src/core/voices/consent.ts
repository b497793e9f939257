import { type ConsentLanguage, CONSENT_TEXTS } from './consent-texts.ts';

/** What a user agrees to before any voice is stored. */
export interface ConsentText {
  /** Raised with every change of what the text says; an agreement to an older one does not count any more. */
  readonly version: number;
  readonly language: ConsentLanguage;
  readonly paragraphs: readonly string[];
}

/** The text for a library in this folder. */
export function consentText(folder: string, language: ConsentLanguage): ConsentText {
  return { version: CONSENT_VERSION, language, paragraphs: CONSENT_TEXTS[language](folder) };
}

export const CONSENT_VERSION = 1;
