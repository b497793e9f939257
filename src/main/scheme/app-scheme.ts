import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { CustomScheme, Session } from 'electron';
import { MEDIA_ORIGIN, SCHEME } from '../../contract/channels.ts';
import { contentPolicy } from '../../shared/page-policy.ts';
import { type FindMedia, mediaResponse } from './media-response.ts';
import { fileOfAddress } from './page-path.ts';

/** Registered before the app is ready. */
export const schemes: CustomScheme[] = [
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the page from `folder` and recordings by token; refuses `file:` to everybody. */
export function serveSchemes(session: Session, folder: string, find: FindMedia): void {
  session.protocol.handle(SCHEME, (request) => {
    const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(request.url)?.[1];
    if (host === 'app') return pageResponse(request, folder);
    return host === 'media' ? mediaResponse(request, find) : new Response(null, { status: 404 });
  });
  session.protocol.handle('file', () => new Response(null, { status: 403 }));
}

/** Answers a request for a file of the page; documents come with their policy. */
export async function pageResponse(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  const file = await fileOfAddress(folder, request.url);
  const type = file === undefined ? undefined : TYPES[extname(file).toLowerCase()];
  // Maps, hidden files and whatever else lies there are not for the page.
  if (file === undefined || type === undefined) return new Response(null, { status: 404, headers: headers() });
  const bytes = await readFile(file);
  if (!type.startsWith('text/html')) return new Response(bytes, { headers: { ...headers(), 'content-type': type } });
  const nonce = randomBytes(18).toString('base64url');
  const page = bytes.toString('utf8').replace('<head>', `<head>\n    <meta name="csp-nonce" content="${nonce}" />`);
  return new Response(page, { headers: { ...headers(nonce), 'content-type': type } });
}

function headers(nonce?: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce, MEDIA_ORIGIN),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
