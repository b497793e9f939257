import { toCardinal, toOrdinal } from 'n2words/nl-NL';
import type { NumberLanguage } from './number-language.ts';

export const dutch: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits, { accentOne: false }),
  ordinal: (digits) => toOrdinal(digits),
  zeroth: 'nulde',
  ordinalMark: /^(?:ste|de|e)(?!\p{L})/iu,
  decimalMark: ',',
  point: 'komma',
  fraction: 'number',
  hour: 'uur',
  minus: 'min',
  signs: {
    '%': 'procent',
    '€': 'euro',
    $: 'dollar',
    '£': 'pond',
    '¥': 'yen',
    '₺': 'lira',
    '&': 'en',
    '+': 'plus',
    '°': 'graden',
  },
};
