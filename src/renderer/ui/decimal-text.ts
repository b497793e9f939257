const FORMATS = new Map<string, Intl.NumberFormat>();

/** A number with so many decimals as a language writes it, without grouping; `∞` for what is not finite. Cheap enough for cells. */
export function decimalText(value: number, digits: number, language: string): string {
  if (!Number.isFinite(value)) return '∞';
  const key = `${digits} ${language}`;
  let format = FORMATS.get(key);
  if (format === undefined) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
    FORMATS.set(key, (format = new Intl.NumberFormat(language, options)));
  }
  return format.format(value);
}
