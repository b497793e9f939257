import { z } from 'zod';

const errorSchema = z.object({
  error: z
    .union([
      z.string(),
      z.object({ message: z.string().nullish(), code: z.unknown(), type: z.unknown(), param: z.unknown() }).partial(),
    ])
    .optional(),
  message: z.unknown(),
  detail: z.unknown(),
});

/** What a server said about an error, cleaned: one short line, and its codes. Neither holds the key. */
export interface ServerWords {
  readonly text: string;
  readonly code: string;
}

/** Reads the body of an error as OpenAI, Anthropic, FastAPI and others write it. Never throws. */
export function serverWords(body: Buffer, key: string | undefined): ServerWords {
  const text = body.subarray(0, 16 * 1024).toString('utf8');
  const clean = (part: unknown): string => {
    const words = typeof part === 'string' ? part : part === undefined || part === null ? '' : JSON.stringify(part);
    return printable(key === undefined ? words : words.replaceAll(key, '***'));
  };
  try {
    const parsed = errorSchema.partial().parse(JSON.parse(text));
    const { error } = parsed;
    if (typeof error === 'object')
      return { text: clean(error.message), code: [error.code, error.type, error.param].map(clean).join(' ').trim() };
    return { text: clean(error ?? parsed.message ?? parsed.detail), code: '' };
  } catch {
    // A page for people says nothing in one line.
    return { text: text.trimStart().startsWith('<') ? '' : clean(text), code: '' };
  }
}

/** True when the words say that the account has nothing left, rather than that it asks too fast. */
export function saysQuotaGone({ text, code }: ServerWords): boolean {
  return (
    /insufficient_quota|billing|quota_exceeded|credit/i.test(code) ||
    /exceeded your current quota|insufficient (credit|balance|funds)|credit balance is too low/i.test(text)
  );
}

/** One short line without control characters. */
export function printable(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** Where an answer sends the request: to another path of its own server, or elsewhere, in words. */
export function redirection(
  { status, location }: { readonly status: number; readonly location: string | undefined },
  url: URL,
): { readonly kind: 'moved'; readonly url: URL } | { readonly kind: 'elsewhere'; readonly problem: string } {
  const target = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (target?.origin === url.origin && target.username === '' && (status === 307 || status === 308))
    return { kind: 'moved', url: target };
  const to = target === undefined ? 'nowhere' : target.origin === url.origin ? 'another page' : printable(target.host);
  return { kind: 'elsewhere', problem: `it sends requests on to ${to} (${status})` };
}
