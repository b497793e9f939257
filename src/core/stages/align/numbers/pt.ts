import { toCardinal, toOrdinal } from 'n2words/pt-PT';
import type { NumberLanguage } from './number-language.ts';

export const portuguese: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  ordinalMark: /^\.?[ºª](?!\p{L})/u,
  decimalMark: ',',
  point: 'vírgula',
  fraction: 'number',
  hour: 'e',
  minus: 'menos',
  signs: {
    '%': 'por cento',
    '€': 'euros',
    $: 'dólares',
    '£': 'libras',
    '¥': 'ienes',
    '₺': 'liras',
    '&': 'e',
    '+': 'mais',
    '°': 'graus',
  },
};
