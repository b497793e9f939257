import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import { dutch } from './nl.ts';
import type { NumberLanguage } from './number-language.ts';
import { portuguese } from './pt.ts';
import { turkish } from './tr.ts';

const LANGUAGES: Readonly<Record<string, NumberLanguage>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pt: portuguese,
  tr: turkish,
};

/** `usual`: years as years, `3.` as an ordinal where it is one; `plain`: as quantities; `digits`: digit by digit. */
type Manner = 'usual' | 'plain' | 'digits';
const MANNERS: readonly Manner[] = ['usual', 'plain', 'digits'];

const TIME = String.raw`(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])`;
const NUMBER = String.raw`\d+(?:[.,'\u2019\u00a0\u202f]\d+)*`;
const CURRENCY = '€$£¥₺';
const PIECE = new RegExp(`${TIME}|([${CURRENCY}]?)(${NUMBER})|[^\\d]`, 'gu');
/** Longer numbers without marks are codes and telephone numbers, unless they end in zeros. */
const MOST_DIGITS = 6;
const ROUND = /000$/;
/** Longer numbers have no name that is said, nor one in every dictionary. */
const MOST_NAMED_DIGITS = 12;
const NO_QUANTITY = /^0+$/;

/**
 * How a written word with digits or signs may be said in a language, the most usual way first; empty when it has none or
 * the language's numbers are not known. The rest of the word stays in place.
 */
export function spokenForms(written: string, language: string | undefined): string[] {
  const rules = language === undefined ? undefined : LANGUAGES[language];
  if (rules === undefined) return [];
  const hasDigits = /\d/u.test(written);
  if (!hasDigits && ![...written].some((sign) => sign in rules.signs)) return [];
  const forms = (hasDigits ? MANNERS : MANNERS.slice(0, 1)).map((manner) => speak(written, rules, manner));
  return [...new Set(forms)];
}

function speak(written: string, rules: NumberLanguage, manner: Manner): string {
  let text = written.replace(/^[-\u2212](?=[\d€$£¥₺])/u, `${rules.minus} `);
  let said = '';
  for (let found = PIECE.exec(text); found !== null; found = PIECE.exec(text)) {
    const [piece, hour, minutes, currency, number] = found;
    if (hour !== undefined && minutes !== undefined) {
      said += ` ${timeOfDay(hour, Number(minutes), rules)} `;
    } else if (number !== undefined) {
      const after = text.slice(PIECE.lastIndex);
      const mark = rules.ordinalMark.exec(after)?.[0] ?? '';
      const ordinal = mark !== '' && manner === 'usual' ? ordinalOf(number, rules) : undefined;
      said += ` ${ordinal ?? quantity(number, rules, manner)} `;
      if (currency !== undefined && currency !== '') said += `${rules.signs[currency] ?? ''} `;
      if (ordinal !== undefined) {
        const rest = after.slice(mark.length);
        text = text.slice(0, PIECE.lastIndex) + rest;
      }
    } else {
      said += piece in rules.signs ? ` ${rules.signs[piece] ?? ''} ` : piece;
    }
  }
  PIECE.lastIndex = 0;
  return said.replace(/\s+/gu, ' ').trim();
}

function timeOfDay(hour: string, minutes: number, rules: NumberLanguage): string {
  const said = rules.minutes?.(minutes) ?? (minutes === 0 ? '' : rules.cardinal(String(minutes)));
  return [
    rules.cardinal(hour),
    minutes === 0 && rules.minutes === undefined ? hourAlone(rules) : rules.hour,
    said,
  ].join(' ');
}

/** The word after a full hour; where it only joins hour and minutes, nothing. */
function hourAlone({ hour }: NumberLanguage): string {
  return hour.length > 1 ? hour : '';
}

/** Nothing where a number has no place in a row that is said: `3.5th`, `00th`, a code of many digits. */
function ordinalOf(written: string, rules: NumberLanguage): string | undefined {
  if (!/^\d+$/.test(written) || written.length > MOST_DIGITS) return undefined;
  if (NO_QUANTITY.test(written)) return written === '0' ? rules.zeroth : undefined;
  return rules.ordinal(written);
}

function quantity(written: string, rules: NumberLanguage, manner: Manner): string {
  const { decimalMark } = rules;
  const whole = withoutGroups(written, decimalMark);
  if (/^\d+$/.test(whole)) return integer(whole, whole === written, rules, manner);
  const parts = whole.split(decimalMark);
  if (parts.length === 2 && parts.every((part) => /^\d+$/.test(part))) {
    const [before = '', behind = ''] = parts;
    return `${integer(before, false, rules, manner)} ${rules.point} ${fraction(behind, rules, manner)}`;
  }
  // Dates, versions, addresses: number by number.
  return written
    .split(/\D/u)
    .map((part) => integer(part, true, rules, manner))
    .join(' ');
}

/** Without the marks between thousands, where they are that. */
function withoutGroups(written: string, decimalMark: '.' | ','): string {
  const group = decimalMark === '.' ? ',' : '.';
  const grouped = new RegExp(
    `^\\d{1,3}(?:([${group}'\\u2019\\u00a0\\u202f])\\d{3})(?:\\1\\d{3})*(?:[${decimalMark}]\\d+)?$`,
    'u',
  );
  return grouped.test(written) ? written.replace(/['\u2019\u00a0\u202f]/gu, '').replaceAll(group, '') : written;
}

function integer(digits: string, bare: boolean, rules: NumberLanguage, manner: Manner): string {
  const code = digits.length > MOST_DIGITS && bare && !ROUND.test(digits);
  if (digits.length > MOST_NAMED_DIGITS) return digitByDigit(digits, rules);
  if (manner === 'digits' || code || (digits.length > 1 && digits.startsWith('0'))) return digitByDigit(digits, rules);
  const value = Number(digits);
  const year = bare && manner === 'usual' && value >= 1100 && value < 2100 ? rules.year?.(value) : undefined;
  return year ?? rules.cardinal(digits);
}

function fraction(digits: string, rules: NumberLanguage, manner: Manner): string {
  if (rules.fraction === 'digits' || manner === 'digits') return digitByDigit(digits, rules);
  const zeros = /^0*/.exec(digits)?.[0] ?? '';
  const rest = digits.slice(zeros.length);
  return [digitByDigit(zeros, rules), rest === '' ? '' : integer(rest, false, rules, manner)].join(' ');
}

function digitByDigit(digits: string, rules: NumberLanguage): string {
  return [...digits].map((digit) => rules.cardinal(digit)).join(' ');
}
