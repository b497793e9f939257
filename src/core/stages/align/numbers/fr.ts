import { toCardinal, toOrdinal } from 'n2words/fr-FR';
import type { NumberLanguage } from './number-language.ts';

export const french: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: (digits) => toOrdinal(digits),
  zeroth: 'zéroième',
  ordinalMark: /^(?:er|re|ère|e|ème|eme|nd|nde)(?!\p{L})/iu,
  decimalMark: ',',
  point: 'virgule',
  fraction: 'number',
  hour: 'heures',
  minus: 'moins',
  signs: {
    '%': 'pour cent',
    '€': 'euros',
    $: 'dollars',
    '£': 'livres',
    '¥': 'yens',
    '₺': 'livres',
    '&': 'et',
    '+': 'plus',
    '°': 'degrés',
  },
};
