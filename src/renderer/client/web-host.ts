import type { ConnectionState } from '../../contract/bridge.ts';
import { clientIdSchema } from '../../contract/link.ts';
import type { Host } from './host.ts';
import { WebLink } from './web-link.ts';
import { WebStudio, type WebStudioParts } from './web-studio.ts';
import { uploadFile } from './web-upload.ts';

const CLIENT_KEY = 'voxlane-client';
const LOGIN_MS = 15_000;

/** The studio that served this page, and what a browser can do for its user. */
export function createWebHost(): Host {
  dropUsedToken();
  const link = new WebLink({ client: ownClient(), renewClient, openSocket });
  const parts: WebStudioParts = { origin: '', link, fetch: (url, init) => window.fetch(url, init) };
  window.addEventListener('online', () => link.hurry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') link.hurry();
  });
  return {
    kind: 'browser',
    api: new WebStudio(parts),
    get readOnly() {
      return link.pen !== 'held';
    },
    pen: { onChange: (listener) => link.onPen(listener), take: () => link.takePen() },
    onConnection: (listener: (state: ConnectionState) => void) => link.onState(listener),
    onRequest: () => () => undefined,
    // Files are picked with an input of the page and go through `takeFiles`.
    pick: () => Promise.resolve([]),
    async takeFiles(files, run) {
      const paths: string[] = [];
      for (const file of files) paths.push(await uploadFile(parts, file, run));
      return paths;
    },
    mediaUrl,
    saveText({ name, text }) {
      download(name, temporaryUrl(text));
      return Promise.resolve(name);
    },
    download: ({ token, name }) => download(name, mediaUrl(token)),
    openExternal(url) {
      if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
    dragOut({ name, text }, event) {
      event.dataTransfer?.setData('text/plain', text);
      // Only Chromium knows this; elsewhere the text itself is dragged.
      event.dataTransfer?.setData('DownloadURL', `text/plain:${name.replaceAll(':', '_')}:${temporaryUrl(text)}`);
    },
  };
}

function openSocket(client: string): WebSocket {
  return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/events?client=${client}`);
}

/** A reload is the same window, so it keeps its name and with it the pen. */
function ownClient(): string {
  const kept = clientIdSchema.safeParse(sessionStorage.getItem(CLIENT_KEY));
  return kept.success ? kept.data : renewClient();
}

function renewClient(): string {
  const client = crypto
    .getRandomValues(new Uint8Array(16))
    .reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '');
  sessionStorage.setItem(CLIENT_KEY, client);
  return client;
}

/** A browser that is signed in already was given a new address: its token must not stay in the address bar, nor good. */
function dropUsedToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(null, '', location.pathname);
  const body = JSON.stringify({ token });
  const headers = { 'content-type': 'application/json' };
  window.fetch('/login', { method: 'POST', headers, body, signal: AbortSignal.timeout(LOGIN_MS) }).catch(() => {
    // This window is signed in; the token stays good for another one, and the link tells when the studio is gone.
  });
}

function temporaryUrl(text: string): string {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return url;
}

function mediaUrl(token: string): string {
  return `/media/${encodeURIComponent(token)}`;
}

function download(name: string, url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
