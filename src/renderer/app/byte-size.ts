const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size for people in their language: `1.2 GB`, `12 kB`. */
export function byteSize(bytes: number, language: string): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    // The short form of bytes has no plural in English.
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumSignificantDigits: value < 100 ? 2 : 3,
  }).format(value);
}
