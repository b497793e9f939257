import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { REFUSAL_CODES } from '../../core/document/edits/refusal.ts';
import { VOICE_REFUSAL_CODES } from '../../core/stages/diarize/refusal-codes.ts';

const KNOWN: ReadonlySet<string> = new Set([...REFUSAL_CODES, ...VOICE_REFUSAL_CODES]);

/** Says why an edit was refused, in the language of the window; in English, and for other codes, as it was written. */
export function useRefusalText(): (refusal: { readonly code: string; readonly reason: string }) => string {
  const { t, i18n } = useTranslation('refusals');
  const isEnglish = (i18n.resolvedLanguage ?? i18n.language).startsWith('en');
  return useCallback(
    ({ code, reason }) => (isEnglish || !KNOWN.has(code) ? reason : t(code as 'cue-unknown')),
    [isEnglish, t],
  );
}
