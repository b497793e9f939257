import type { BrowserWindow } from 'electron';
import { screen } from 'electron';
import type { Logger } from '../shared/logger.ts';
import { pageAddress, places } from './places.ts';
import { createWindow } from './window/create-window.ts';
import { recoverPage } from './window/recover.ts';
import { reachable, type ShellState, writeShellState } from './window/window-state.ts';

const SAVE_DELAY_MS = 500;

export interface MainWindowParts {
  readonly log: Logger;
  readonly developer: () => boolean;
  readonly quit: () => void;
  /** The page is being loaded again: it does not listen any more. */
  readonly leaving: () => void;
  /** The user closes the window; false keeps it. */
  readonly mayClose: () => boolean;
  readonly focused: () => void;
}

/** The one window of the app, made anew when it was closed. Keeps its place on the screen. */
export class MainWindow {
  readonly #parts: MainWindowParts;
  #state: ShellState;
  #window: BrowserWindow | undefined;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(state: ShellState, parts: MainWindowParts) {
    this.#state = state;
    this.#parts = parts;
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Shows the window, in front. */
  show(): BrowserWindow {
    const window = (this.#window ??= this.#make());
    if (window.isMinimized()) window.restore();
    if (window.isVisible()) window.focus();
    return window;
  }

  /** Writes what is remembered: a change, and the place of the window. */
  async save(change: Partial<ShellState> = {}): Promise<void> {
    clearTimeout(this.#timer);
    const window = this.#window;
    const place = window === undefined || window.isDestroyed() ? {} : placeOf(window);
    this.#state = { ...this.#state, ...place, ...change };
    const state = this.#state;
    this.#saving = this.#saving.then(() => writeShellState(places.state(), state, this.#parts.log));
    await this.#saving;
  }

  #make(): BrowserWindow {
    const { bounds, maximized } = this.#state;
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const place = { bounds: reachable(bounds, screens), maximized };
    const developer = this.#parts.developer();
    const window = createWindow({ preload: places.preload(), icon: places.icon(), place, developer });
    recoverPage(window, this.#parts.log, this.#parts.quit);
    window.on('focus', this.#parts.focused);
    window.on('resize', () => this.#remember());
    window.on('move', () => this.#remember());
    window.on('close', (event) => {
      if (!this.#parts.mayClose()) return event.preventDefault();
      void this.save();
    });
    window.on('closed', () => {
      clearTimeout(this.#timer);
      this.#window = undefined;
      this.#parts.leaving();
    });
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#parts.leaving();
    });
    void window.loadURL(pageAddress());
    return window;
  }

  #remember(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_DELAY_MS);
  }
}

function placeOf(window: BrowserWindow): Pick<ShellState, 'bounds' | 'maximized'> {
  return { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
}
