import type { AppError } from '../../shared/app-error.ts';
import type { HttpAnswer } from './post-form.ts';
import { keyRefused, quotaGone, remoteFailed } from './remote-errors.ts';
import { retryAfterMs } from '../net/retry-after.ts';
import { printable, redirection, saysQuotaGone, serverWords } from '../net/server-words.ts';

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
  const said = serverWords(answer.body, asked.key);
  if (status === 402 || (status === 429 && saysQuotaGone(said)))
    return { kind: 'leave', error: quotaGone(host, status) };
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
function redirected(answer: HttpAnswer, { url }: Asked): Verdict {
  const to = redirection(answer, url);
  return to.kind === 'moved' ? to : { kind: 'leave', error: remoteFailed(url.host, to.problem) };
}
