import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import type { BrowserWindowConstructorOptions } from 'electron';
import { type Frame, ipc, record } from './state.ts';

type Listener = (event: unknown, ...args: readonly unknown[]) => void;

/** What the preload script of a page sees: its own `electron`, cut down as in a sandbox. */
class Page {
  exposed: Readonly<Record<string, unknown>> = {};
  readonly #listeners = new Map<string, Listener[]>();

  constructor(contents: StandInContents, preload: string) {
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => (this.exposed = { ...this.exposed, [name]: api }),
      },
      ipcRenderer: {
        invoke: (channel: string, ...args: unknown[]) => ipc.invoke(channel, args, contents),
        send: (channel: string, ...args: unknown[]) => ipc.send(channel, args, contents),
        on: (channel: string, listener: Listener) => {
          this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener]);
        },
      },
      webUtils: { getPathForFile: (file: { readonly path?: string }) => file.path ?? '' },
    };
    const require = (name: string): unknown => {
      if (name === 'electron') return electron;
      throw new Error(`A sandboxed preload script cannot load ${name}.`);
    };
    const wrapper = `(function (require, process) { ${readFileSync(preload, 'utf8')} \n})`;
    const run = runInThisContext(wrapper, { filename: preload }) as (require: unknown, process: unknown) => void;
    run(require, { platform: process.platform, sandboxed: true });
  }

  hear(channel: string, args: readonly unknown[]): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener({}, ...structuredClone(args));
  }
}

export class StandInContents extends EventEmitter {
  url = '';
  page: Page | undefined;
  openHandler: (details: { readonly url: string }) => unknown = () => ({ action: 'allow' });
  readonly #preload: string;

  constructor(preload: string) {
    super();
    this.#preload = preload;
  }

  get mainFrame(): Frame {
    return { url: this.url, parent: null };
  }

  getURL(): string {
    return this.url;
  }

  load(url: string): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url });
    this.url = url;
    this.page = new Page(this, this.#preload);
  }

  reload(): void {
    record('reload', this.url);
    this.load(this.url);
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.page?.hear(channel, args);
  }

  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.openHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }

  startDrag(item: { readonly file: string }): void {
    record('startDrag', item.file);
  }

  isDestroyed(): boolean {
    return false;
  }
}

/** Says what it was made with and does what a window manager would. */
export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  /** Told of every new contents, as the app is. */
  static onContents: (contents: StandInContents) => void = () => undefined;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: StandInContents;
  focused = true;
  #bounds: { x: number; y: number; width: number; height: number };
  #isDestroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = new StandInContents(options.webPreferences?.preload ?? '');
    BrowserWindow.all.push(this);
    BrowserWindow.onContents(this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.load(url);
    this.emit('ready-to-show');
  }

  setBounds(bounds: { x: number; y: number; width: number; height: number }): void {
    this.#bounds = bounds;
    this.emit('resize');
  }

  getNormalBounds(): object {
    return this.#bounds;
  }

  setProgressBar(fraction: number, options?: object): void {
    record('setProgressBar', fraction, options ?? {});
  }

  /** The user clicks the cross. */
  close(): void {
    let isKept = false;
    this.emit('close', { preventDefault: () => (isKept = true) });
    if (isKept) return;
    this.#isDestroyed = true;
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.emit('closed');
  }

  isDestroyed = (): boolean => this.#isDestroyed;
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  isVisible = (): boolean => true;
  isFocused = (): boolean => this.focused;
  show = (): void => void record('show');
  focus = (): void => void record('focus');
  restore = (): void => undefined;
  maximize = (): void => undefined;
}
