import { toCardinal, toOrdinal } from 'n2words/es-ES';
import type { NumberLanguage } from './number-language.ts';

export const spanish: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  ordinalMark: /^(?:\.?[ºª]|er|ro|ra|do|da)(?!\p{L})/iu,
  decimalMark: ',',
  point: 'coma',
  fraction: 'number',
  hour: 'y',
  minus: 'menos',
  signs: {
    '%': 'por ciento',
    '€': 'euros',
    $: 'dólares',
    '£': 'libras',
    '¥': 'yenes',
    '₺': 'liras',
    '&': 'y',
    '+': 'más',
    '°': 'grados',
  },
};
