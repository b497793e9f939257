import { InvalidArgumentError } from 'commander';
import { t } from './i18n/translate.ts';

/** Parser of an option that takes a whole number in a range. */
export function wholeNumber(option: string, min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw invalid(option, value, t('error.wholeNumber', { min, max }));
  };
}

/** Parser of an option that takes one of a few words. */
export function oneOf(option: string, values: readonly string[]): (value: string) => string {
  return (value) => {
    if (values.includes(value)) return value;
    throw invalid(option, value, t('error.oneOf', { list: values.join(', ') }));
  };
}

/** Parser of an option that takes some of a few words, separated by commas; order as given, each once. */
export function listOf(values: readonly string[]): (value: string) => readonly string[] {
  return (value) => {
    const items = [...new Set(value.split(',').map((item) => item.trim().toLowerCase()))];
    const wrong = items.find((item) => !values.includes(item));
    if (wrong === undefined) return items;
    throw invalid('', wrong, t('error.oneOf', { list: values.join(', ') }));
  };
}

/** Parser of an ISO 639 language code. */
export function languageCode(value: string): string {
  const code = value.toLowerCase();
  if (/^[a-z]{2,3}$/.test(code)) return code;
  throw invalid('--language', value, t('error.languageCode'));
}

function invalid(option: string, value: string, expected: string): InvalidArgumentError {
  return new InvalidArgumentError(t('error.option', { option, value, expected }).trim());
}
