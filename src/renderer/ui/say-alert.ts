import type { i18n } from 'i18next';
import type { Alert } from '../../shared/alert.ts';
import { ALERT_CODES } from '../../shared/alert-codes.ts';

/** An alert as a window says it. */
export interface AlertText {
  readonly text: string;
  /** Exact words there are in English only, for windows in another language. */
  readonly original?: string;
}

const KNOWN: ReadonlySet<string> = new Set(ALERT_CODES);

/**
 * Says an alert in the language of the texts: by its code, with its values where it brings some. English, the language that
 * alerts are written in, and codes of newer studios are shown as they are.
 */
export function sayAlert(
  texts: Pick<i18n, 'exists' | 'getFixedT' | 'language'>,
  { code, message, values }: Pick<Alert, 'code' | 'message' | 'values'>,
): AlertText {
  if (texts.language.startsWith('en') || !KNOWN.has(code)) return { text: message };
  const t = texts.getFixedT(texts.language, 'alerts');
  const count = Number(values?.['count'] ?? 0);
  const said = `${code}_${values?.['variant'] ?? 'said'}`;
  const key = values !== undefined && texts.exists(said, { ns: 'alerts', count }) ? said : code;
  // Apart, so that no value can be taken for an option.
  const text = t(key as 'no-speech', { count, replace: { ...values } });
  const words = values === undefined ? message : values['reason'];
  return words === undefined ? { text } : { text, original: t('inEnglish', { text: String(words) }) };
}
