/**
 * A stand-in for Electron's main-process API: enough for the built shell to run under Node, each call written down, each
 * event at hand. It decides nothing: what the shell allows or refuses is seen from what it registered.
 */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calls, type Frame, ipc, record } from './state.ts';
import { fork, MessageChannelMain } from './utility-process.ts';
import { BrowserWindow } from './window.ts';

export { BrowserWindow, MessageChannelMain };

const home = process.env['STAND_IN_HOME'] ?? '/nonexistent';

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1';
  sandboxed = false;
  #ready = false;

  getAppPath = (): string => process.env['STAND_IN_APP'] ?? fileURLToPath(new URL('../../..', import.meta.url));
  getVersion = (): string => '0.1.0';
  getLocale = (): string => process.env['STAND_IN_LOCALE'] ?? 'en-US';
  getPath(name: string): string {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  enableSandbox(): void {
    record('enableSandbox', { ready: this.#ready });
  }

  requestSingleInstanceLock = (): boolean => process.env['STAND_IN_SECOND'] !== '1';
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#ready = true;
  }

  disableHardwareAcceleration = (): void => void record('disableHardwareAcceleration');
  addRecentDocument = (path: string): void => void record('addRecentDocument', path);
  setAsDefaultProtocolClient = (scheme: string): void => void record('setAsDefaultProtocolClient', scheme);
  setBadgeCount = (count: number): void => void record('setBadgeCount', count);

  quit(): void {
    record('quit');
    let isKept = false;
    this.emit('before-quit', { preventDefault: () => (isKept = true) });
    if (!isKept) this.exit(0);
  }

  exit(code: number): void {
    record('exit', code);
    process.exit(code);
  }
}

export const app = new App();
BrowserWindow.onContents = (contents) => void app.emit('web-contents-created', {}, contents);

class Session extends EventEmitter {
  readonly schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
  readonly handlers: Record<string, (...args: never[]) => unknown> = {};
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) =>
      void this.schemes.set(scheme, handler),
  };
  setPermissionRequestHandler = (handler: (...args: never[]) => unknown): void =>
    void (this.handlers['request'] = handler);
  setPermissionCheckHandler = (handler: (...args: never[]) => unknown): void => void (this.handlers['check'] = handler);
  setDevicePermissionHandler = (handler: (...args: never[]) => unknown): void =>
    void (this.handlers['device'] = handler);
  setUSBProtectedClassesHandler = (handler: (...args: never[]) => unknown): void =>
    void (this.handlers['usb'] = handler);
  setBluetoothPairingHandler = (handler: (...args: never[]) => unknown): void => void (this.handlers['pair'] = handler);
  setDisplayMediaRequestHandler = (handler: (...args: never[]) => unknown): void =>
    void (this.handlers['display'] = handler);
}

export const session = { defaultSession: new Session() };
export const protocol = { registerSchemesAsPrivileged: (schemes: unknown) => record('registerSchemes', schemes) };
export const ipcMain = {
  handle: (channel: string, handler: never) => void ipc.handlers.set(channel, handler),
  on: (channel: string, listener: never) => void ipc.listeners.on(channel, listener),
};
export const utilityProcess = {
  fork: (path: string, args: string[], options: object) => {
    record('fork', path, options);
    return fork(path, args, options);
  },
};

/** Answers of the dialogs to come, in order; a dialog without one is dismissed. */
const answers: unknown[] = [];
const dialogAnswer = (kind: string, args: readonly unknown[], dismissed: unknown): Promise<unknown> => {
  record(kind, args.at(-1));
  return Promise.resolve(answers.length > 0 ? answers.shift() : dismissed);
};
export const dialog = {
  showOpenDialog: (...args: unknown[]) => dialogAnswer('openDialog', args, { canceled: true, filePaths: [] }),
  showSaveDialog: (...args: unknown[]) => dialogAnswer('saveDialog', args, { canceled: true, filePath: '' }),
  showMessageBox: (...args: unknown[]) => dialogAnswer('messageBox', args, { response: 1 }),
  showErrorBox: (title: string, text: string) => record('errorBox', title, text),
};
export const shell = {
  openExternal: async (url: string) => record('openExternal', url),
  openPath: async (path: string) => record('openPath', path),
  showItemInFolder: (path: string) => record('showItemInFolder', path),
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => void (stand.menu = menu as never),
};
export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static isSupported = (): boolean => true;
  readonly options: object;
  constructor(options: object) {
    super();
    this.options = options;
  }
  show(): void {
    Notification.shown.push(this);
  }
  close = (): void => undefined;
}
export const nativeImage = { createFromPath: (path: string) => ({ path }) };
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };
export const powerMonitor = Object.assign(new EventEmitter(), {
  battery: false,
  isOnBatteryPower: (): boolean => powerMonitor.battery,
});
const blockers = new Set<number>();
export const powerSaveBlocker = {
  start: (type: string) => {
    record('powerSaveBlocker.start', type);
    blockers.add(blockers.size + 1);
    return blockers.size;
  },
  stop: (id: number) => void blockers.delete(id),
};
const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
export const screen = { getAllDisplays: () => [{ workArea }] };

interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

/** What tests reach into. */
export const stand = {
  app,
  calls,
  answers,
  ipc,
  blockers,
  powerMonitor,
  nativeTheme,
  notifications: Notification.shown,
  session: session.defaultSession,
  menu: [] as readonly MenuItem[],
  /** A place for what a test's functions remember between calls. */
  notes: {} as Record<string, unknown>,
  window: (): BrowserWindow => {
    const [window] = BrowserWindow.all;
    if (window === undefined) throw new Error('There is no window.');
    return window;
  },
  /** The bridge in the page. */
  bridge: (): Record<string, (...args: unknown[]) => unknown> =>
    stand.window().webContents.page?.exposed['voxlane'] as never,
  invoke: (channel: string, args: readonly unknown[], frame?: Frame): Promise<unknown> =>
    ipc.invoke(channel, args, stand.window().webContents, frame),
  /** Loads an address as the page would. */
  fetch: async (url: string, init: RequestInit = {}): Promise<{ status: number; headers: object; body: string }> => {
    const handler = session.defaultSession.schemes.get(url.split(':', 1)[0] ?? '');
    if (handler === undefined) throw new Error(`Nobody serves ${url}`);
    const response = await handler(new Request(url, init));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()).toString('latin1'),
    };
  },
};
export type Stand = typeof stand;
