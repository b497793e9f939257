/**
 * What a page of ours may load and do, as a Content-Security-Policy. `nonce` is for the few style elements that components
 * make; `media` names where recordings come from when that is another origin than the page's own.
 */
export function contentPolicy(nonce: string | undefined, media = ''): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    `media-src 'self' blob: ${media}`.trim(),
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
