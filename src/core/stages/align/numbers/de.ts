import { toCardinal, toOrdinal } from 'n2words/de-DE';
import type { NumberLanguage } from './number-language.ts';

export const german: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  ordinalMark: /^\.(?!\d)/u,
  year(year) {
    if (year >= 2000) return toCardinal(year);
    const [century, rest] = [Math.floor(year / 100), year % 100];
    return `${toCardinal(century)}hundert${rest === 0 ? '' : toCardinal(rest)}`;
  },
  decimalMark: ',',
  point: 'Komma',
  fraction: 'digits',
  hour: 'Uhr',
  minus: 'minus',
  signs: {
    '%': 'Prozent',
    '€': 'Euro',
    $: 'Dollar',
    '£': 'Pfund',
    '¥': 'Yen',
    '₺': 'Lira',
    '&': 'und',
    '+': 'plus',
    '°': 'Grad',
  },
};
