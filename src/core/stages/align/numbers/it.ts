import { toCardinal, toOrdinal } from 'n2words/it-IT';
import type { NumberLanguage } from './number-language.ts';

export const italian: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  ordinalMark: /^[ºª°](?!\p{L})/u,
  decimalMark: ',',
  point: 'virgola',
  fraction: 'number',
  hour: 'e',
  minus: 'meno',
  signs: {
    '%': 'per cento',
    '€': 'euro',
    $: 'dollari',
    '£': 'sterline',
    '¥': 'yen',
    '₺': 'lire',
    '&': 'e',
    '+': 'più',
    '°': 'gradi',
  },
};
