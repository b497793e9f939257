import { z } from 'zod';
import type { AppError } from '../../shared/app-error.ts';
import type { HttpAnswer } from './post-form.ts';
import { keyRefused, quotaGone, remoteFailed } from './remote-errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** What to do about an answer. */
export type Verdict =
  | { readonly kind: 'json'; readonly value: unknown }
  /** The same once more; `waitMs` is what the server asked for. */
  | { readonly kind: 'again'; readonly reason: string; readonly waitMs?: number | undefined }
  /** Less sound at a time. */
  | { readonly kind: 'smaller'; readonly reason: string }
  /** The request is not to its taste: another format of the answer may be. */
  | { readonly kind: 'other-format'; readonly reason: string }
  /** The same form to another path of the same server. */
  | { readonly kind: 'moved'; readonly url: URL }
  | { readonly kind: 'leave'; readonly error: AppError };

export interface Asked {
  readonly url: URL;
  readonly key: string | undefined;
  /** Wall clock, for dates. */
  readonly nowMs: number;
}

/** Judges an answer by its status and body. Texts of the server are cleaned and never hold the key. */
export function verdictOf(answer: HttpAnswer, asked: Asked): Verdict {
  const { status } = answer;
  const { host } = asked.url;
  if (status >= 200 && status < 300) return jsonOf(answer);
  if (status >= 300 && status < 400) return redirected(answer, asked);
  if (status === 401 || status === 403)
    return { kind: 'leave', error: keyRefused(host, status, asked.key !== undefined) };
  const said = messageOf(answer.body, asked.key);
  if (status === 402 || (status === 429 && isQuota(said))) return { kind: 'leave', error: quotaGone(host, status) };
  const reason = `it answered ${status}${said.text === '' ? '' : `: ${said.text}`}`;
  if (status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501))
    return { kind: 'again', reason, waitMs: retryAfterMs(answer.retryAfter, asked.nowMs) };
  if (status === 413) return { kind: 'smaller', reason };
  if (status === 400 || status === 415 || status === 422 || status === 501) return { kind: 'other-format', reason };
  return { kind: 'leave', error: remoteFailed(host, reason) };
}

function jsonOf({ contentType, body }: HttpAnswer): Verdict {
  if (!/^(application|text)\/([\w.+-]*\+)?json\b/i.test(contentType.trim())) {
    const type = printable(contentType.split(';', 1)[0] ?? '');
    return { kind: 'again', reason: `its answer is ${type === '' ? 'of no stated type' : type} and not JSON` };
  }
  try {
    return { kind: 'json', value: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    return { kind: 'again', reason: 'its answer is not valid JSON' };
  }
}

/** The key and the sound go to nobody but the server that was agreed to. */
function redirected({ status, location }: HttpAnswer, { url }: Asked): Verdict {
  const target = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (target?.origin === url.origin && target.username === '' && (status === 307 || status === 308))
    return { kind: 'moved', url: target };
  const to = target === undefined ? 'nowhere' : target.origin === url.origin ? 'another page' : printable(target.host);
  return { kind: 'leave', error: remoteFailed(url.host, `it sends requests on to ${to} (${status})`) };
}

const errorSchema = z.object({
  error: z
    .union([z.string(), z.object({ message: z.string().nullish(), code: z.unknown(), type: z.unknown() }).partial()])
    .optional(),
  message: z.unknown(),
  detail: z.unknown(),
});

interface Said {
  readonly text: string;
  readonly code: string;
}

function messageOf(body: Buffer, key: string | undefined): Said {
  const text = body.subarray(0, 16 * 1024).toString('utf8');
  const clean = (part: unknown): string =>
    typeof part === 'string' ? printable(key === undefined ? part : part.replaceAll(key, '***')) : '';
  try {
    const parsed = errorSchema.partial().parse(JSON.parse(text));
    const { error } = parsed;
    if (typeof error === 'object')
      return { text: clean(error.message), code: `${clean(error.code)} ${clean(error.type)}` };
    return { text: clean(error ?? parsed.message ?? parsed.detail), code: '' };
  } catch {
    // A page for people says nothing in one line.
    return { text: text.trimStart().startsWith('<') ? '' : clean(text), code: '' };
  }
}

function isQuota({ text, code }: Said): boolean {
  return (
    /insufficient_quota|billing|quota_exceeded|credit/i.test(code) ||
    /exceeded your current quota|insufficient (credit|balance|funds)/i.test(text)
  );
}

/** One short line without control characters. */
function printable(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
