import { toCardinal, toOrdinal } from 'n2words/en-US';
import type { NumberLanguage } from './number-language.ts';

export const english: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  zeroth: 'zeroth',
  ordinalMark: /^(?:st|nd|rd|th)(?!\p{L})/iu,
  year(year) {
    const [century, rest] = [Math.floor(year / 100), year % 100];
    if (century === 20 && rest < 10) return toCardinal(year);
    const end = rest === 0 ? 'hundred' : rest < 10 ? `oh ${toCardinal(rest)}` : toCardinal(rest);
    return `${toCardinal(century)} ${end}`;
  },
  decimalMark: '.',
  point: 'point',
  fraction: 'digits',
  hour: '',
  minutes: (minutes) => (minutes === 0 ? "o'clock" : minutes < 10 ? `oh ${toCardinal(minutes)}` : toCardinal(minutes)),
  minus: 'minus',
  signs: {
    '%': 'percent',
    '€': 'euros',
    $: 'dollars',
    '£': 'pounds',
    '¥': 'yen',
    '₺': 'lira',
    '&': 'and',
    '+': 'plus',
    '°': 'degrees',
  },
};
