const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** A time code, `0:07.250` or `1:02:03.004`; milliseconds are dropped with `digits` 0. */
export function timecode(ms: number, digits: 0 | 1 | 3 = 3): string {
  const whole = Math.max(0, Math.round(ms));
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = Math.floor(whole / 1000) % 60;
  const fraction = digits === 0 ? '' : `.${pad(whole % 1000, 3).slice(0, digits)}`;
  return `${hours > 0 ? `${hours}:${pad(minutes, 2)}` : minutes}:${pad(seconds, 2)}${fraction}`;
}

/** Reads what people type as a time: `1:02:03.5`, `62,5`, `1:02`. Milliseconds, or undefined for anything else. */
export function parseTimecode(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  if (match[2] !== undefined && Number(seconds) > 59) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0') || 0);
}

/** A length for people in their language: `3 min`, `1 h 20 min`, `12 s`. */
export function spanText(ms: number, language: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second'): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(value);
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  return minutes % 60 === 0
    ? unit(minutes / 60, 'hour')
    : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

/** A time of day for people in their language, with the day where it is another one than now. Milliseconds since 1970. */
export function momentText(ms: number, language: string, nowMs = Date.now()): string {
  const today = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  const style = today ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(language, style).format(ms);
}

/** A share, 0..1, for people in their language: `40%`, `40 %`. */
export function percentText(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
