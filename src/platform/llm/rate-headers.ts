import type { IncomingHttpHeaders } from 'node:http';

/** Waits longer than this are for the answer that says so. */
const LONGEST_MS = 60_000;

/**
 * How long the next request should wait by the headers of an answer, in milliseconds: when nothing is left of a limit
 * until it is renewed (`x-ratelimit-*` of OpenAI, Groq and others, `anthropic-ratelimit-*`). `undefined` when there is.
 */
export function holdOf(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const waits = ['requests', 'tokens', 'input-tokens', 'output-tokens'].flatMap((what) =>
    [
      [`x-ratelimit-remaining-${what}`, `x-ratelimit-reset-${what}`] as const,
      [`anthropic-ratelimit-${what}-remaining`, `anthropic-ratelimit-${what}-reset`] as const,
    ].flatMap(([left, reset]) => {
      if (one(headers[left])?.trim() !== '0') return [];
      return timeMs(one(headers[reset]) ?? '', nowMs) ?? [];
    }),
  );
  return waits.length === 0 ? undefined : Math.min(LONGEST_MS, Math.max(...waits));
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `6m0s`, `120ms`, a number of seconds, or a date. */
function timeMs(text: string, nowMs: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^(\d+(\.\d+)?(ms|[hms]))+$/.test(text))
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[hms])/g)].reduce(
      (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0),
      0,
    );
  const at = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
