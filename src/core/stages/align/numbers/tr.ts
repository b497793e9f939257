import { toCardinal, toOrdinal } from 'n2words/tr-TR';
import type { NumberLanguage } from './number-language.ts';

export const turkish: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  ordinalMark: /^\.(?!\d)/u,
  decimalMark: ',',
  point: 'virgül',
  fraction: 'number',
  hour: '',
  minutes: (minutes) => (minutes < 10 && minutes > 0 ? `sıfır ${toCardinal(minutes)}` : toCardinal(minutes)),
  minus: 'eksi',
  signs: {
    '%': 'yüzde',
    '€': 'avro',
    $: 'dolar',
    '£': 'sterlin',
    '¥': 'yen',
    '₺': 'lira',
    '&': 've',
    '+': 'artı',
    '°': 'derece',
  },
};
