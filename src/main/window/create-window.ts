import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import type { WindowPlace } from './window-state.ts';

export interface WindowParts {
  readonly preload: string;
  readonly icon: string;
  readonly place: WindowPlace | undefined;
  /** The developer setting is on. */
  readonly developer: boolean;
}

const MIN_SIZE = { minWidth: 720, minHeight: 480 };
const FIRST_SIZE = { width: 1280, height: 840 };

/** The only place that makes a window. It shows itself when its page is there. */
export function createWindow({ preload, icon, place, developer }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...MIN_SIZE,
    ...place?.bounds,
    show: false,
    title: 'Voxlane',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15171a' : '#ffffff',
    ...(process.platform === 'linux' ? { icon } : {}),
    webPreferences: webPreferences(preload, developer),
  });
  window.once('ready-to-show', () => {
    if (place?.maximized === true) window.maximize();
    window.show();
  });
  return window;
}

/** Everything is said, also what Electron does by itself today. */
function webPreferences(
  preload: string,
  developer: boolean,
): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    experimentalFeatures: false,
    allowRunningInsecureContent: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: true,
    devTools: developer,
  };
}
