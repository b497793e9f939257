import { join } from 'node:path';
import { app } from 'electron';
import { PAGE_ORIGIN } from '../contract/channels.ts';

/** Where things are: the app's folder is the checkout, or `app.asar` of a package. */
export const places = {
  page: () => join(app.getAppPath(), 'dist', 'renderer'),
  preload: () => join(app.getAppPath(), 'dist', 'preload', 'preload.cjs'),
  icon: () => join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
  state: () => join(app.getPath('userData'), 'shell.json'),
};

/** Address of the page: our own scheme, or the development server of a checkout. */
export function pageAddress(): string {
  const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return server === undefined || !URL.canParse(server) ? `${PAGE_ORIGIN}/index.html` : server;
}

/** Whether an address belongs to our own page. */
export function isOwnAddress(url: string): boolean {
  const own = pageAddress();
  // Node gives addresses of schemes it does not know no origin, so those are compared by their parts.
  if (!URL.canParse(url)) return false;
  const [a, b] = [new URL(url), new URL(own)];
  return a.protocol === b.protocol && a.host === b.host && a.username === '' && a.password === '';
}
