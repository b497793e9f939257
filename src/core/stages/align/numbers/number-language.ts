/** How numbers are written and said in one language. */
export interface NumberLanguage {
  /** Words of a whole number, given in digits. */
  readonly cardinal: (digits: string) => string;
  /** Words of a place in a row, 1 and up, given in digits. */
  readonly ordinal: (digits: string) => string;
  /** Said for the place before the first, where the language writes it with a mark that nothing else ends with. */
  readonly zeroth?: string;
  /** What follows the digits of an ordinal, e.g. `th`. */
  readonly ordinalMark: RegExp;
  /** Words of a number from 1100 to 2099 said as a year, where that differs from the number. */
  readonly year?: (year: number) => string;
  readonly decimalMark: '.' | ',';
  readonly point: string;
  /** Digits behind the point are said one by one, or as a number. */
  readonly fraction: 'digits' | 'number';
  /** Said between the hour and the minutes of a time; empty for nothing. */
  readonly hour: string;
  readonly minutes?: (minutes: number) => string;
  readonly minus: string;
  /** Signs that are said. */
  readonly signs: Readonly<Record<string, string>>;
}
