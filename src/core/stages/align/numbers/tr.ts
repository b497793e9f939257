import { toCardinal } from 'n2words/tr-TR';
import type { NumberLanguage } from './number-language.ts';

export const turkish: NumberLanguage = {
  cardinal: (digits) => toCardinal(digits),
  ordinal: ordinalInWords,
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

const HARMONY: Readonly<Record<string, string>> = { a: 'ı', ı: 'ı', e: 'i', i: 'i', o: 'u', u: 'u', ö: 'ü', ü: 'ü' };

/** The number with an ending on its last word: `-nci` after a vowel, `-inci` else, in the vowel of that word. */
function ordinalInWords(digits: string): string {
  const number = toCardinal(digits).replace(/dört$/u, 'dörd');
  const vowel = HARMONY[/[aıeiouöü](?=[^aıeiouöü]*$)/u.exec(number)?.[0] ?? ''];
  return `${number}${/[aıeiouöü]$/u.test(number) ? '' : vowel}nc${vowel}`;
}
