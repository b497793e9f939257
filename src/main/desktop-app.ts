import { app, ipcMain, Menu, MessageChannelMain, nativeTheme, session, utilityProcess } from 'electron';
import { CHANNELS, SCHEME } from '../contract/channels.ts';
import type { Settings } from '../core/settings/schema.ts';
import { workerEntry } from '../engine/host/worker-entry.ts';
import type { Logger } from '../shared/logger.ts';
import { runScriptsWith } from '../studio/host-scripts.ts';
import { useLlmWorkers } from '../studio/llm/local/llm-workers.ts';
import { useEngineWorkers } from '../studio/start-engine.ts';
import { DragFolder } from './desktop/drag-folder.ts';
import type { LaunchInputs } from './desktop/launch-inputs.ts';
import { menuTemplate } from './desktop/menu.ts';
import { QueuePresence } from './desktop/queue-presence.ts';
import { Shutdown } from './desktop/shutdown.ts';
import { utilityScripts } from './engine/utility-scripts.ts';
import type { Fork } from './engine/fork.ts';
import { utilityWorker } from './engine/utility-worker.ts';
import { watchGraphics } from './graphics.ts';
import { useLanguage } from './i18n/translate.ts';
import { connectBridge } from './ipc/bridge-channels.ts';
import { PageRequests } from './ipc/page-requests.ts';
import { RunningCalls } from './ipc/running-calls.ts';
import { PickedPaths } from './ipc/picked-paths.ts';
import { IpcRegistry } from './ipc/registry.ts';
import { MainWindow } from './main-window.ts';
import { isOwnAddress, places } from './places.ts';
import { serveSchemes } from './scheme/app-scheme.ts';
import { StudioSession } from './studio-session.ts';
import { guardContents } from './window/guard-contents.ts';
import { denyPermissions } from './window/permissions.ts';
import { readShellState } from './window/window-state.ts';

/** The desktop app from the moment it is ready: one studio, one window, and everything between them. */
export class DesktopApp {
  readonly #log: Logger;
  readonly #picked = new PickedPaths();
  readonly #requests = new PageRequests((request) => this.#toPage(CHANNELS.request, request));
  readonly #running = new RunningCalls();
  #window: MainWindow | undefined;
  #settings: Settings | undefined;

  constructor(log: Logger) {
    this.#log = log;
    // Before anything has contents, so that none escapes.
    app.on('web-contents-created', (_event, contents) => guardContents(contents, isOwnAddress));
  }

  /** Shows the page what somebody wants opened; the page asks its user. May be called before `start`. */
  open({ files, addresses }: LaunchInputs): void {
    const isRunning = this.#window !== undefined;
    for (const file of files) {
      this.#picked.expect(file);
      if (isRunning) app.addRecentDocument(file);
    }
    const inputs = [...files, ...addresses];
    if (inputs.length > 0) this.#requests.send({ type: 'open-inputs', inputs });
    this.#window?.show();
  }

  /** Opens library and window. Throws what opening the library throws. */
  async start(): Promise<void> {
    const fork: Fork = (path, args, options) => utilityProcess.fork(path, args, options);
    const recognisers = { entry: workerEntry('asr-utility'), channel: () => new MessageChannelMain() };
    useEngineWorkers(utilityWorker(fork, workerEntry('utility'), recognisers));
    useLlmWorkers(utilityWorker(fork, workerEntry('llm-utility'), recognisers));
    runScriptsWith(utilityScripts(fork));
    const library = await StudioSession.open(this.#log);
    // Recordings from the web and results without a folder of their own go where downloads go, not where the app started.
    process.chdir(app.getPath('downloads'));
    for (const folder of [...library.folders(), app.getPath('downloads')]) await this.#picked.addResultFolder(folder);
    this.#settings = await library.settings();

    const own = session.defaultSession;
    serveSchemes(own, places.page(), (token) => library.studio.mediaFile(token));
    denyPermissions(own, isOwnAddress);

    const drags = new DragFolder(app.getPath('temp'));
    const presence = new QueuePresence({
      window: () => this.#window?.current,
      hasPaused: () => library.hasPaused(),
      open: (id) => this.#show(id),
    });
    const shutdown = new Shutdown({
      window: () => this.#window?.current,
      running: () => presence.watch.running,
      close: async () => {
        presence.close();
        drags.clear();
        await Promise.all([this.#window?.save(), library.close()]);
      },
    });
    const window = new MainWindow(await readShellState(places.state(), this.#log), {
      log: this.#log,
      developer: () => this.#isDeveloper(),
      quit: () => app.quit(),
      leaving: () => {
        this.#requests.close();
        this.#running.endAll();
      },
      mayClose: () => this.#mayClose(shutdown.isEnding),
      focused: () => presence.seen(),
    });
    this.#window = window;
    connectBridge({
      registry: new IpcRegistry({
        ipcMain,
        isOurs: (contents) => contents === window.current?.webContents,
        isOwn: isOwnAddress,
        log: this.#log,
      }),
      studio: library.studio,
      picked: this.#picked,
      requests: this.#requests,
      running: this.#running,
      drags,
      window: () => window.current,
      dragIcon: places.icon(),
      answered: (name) => void (name.startsWith('settings.') && this.#refresh(library)),
    });
    library.onEvents((name, data) => this.#toPage(CHANNELS.event, name, data));
    library.studio.on('job', (event) => presence.watch.hear(event));
    watchGraphics(() => void window.save({ softwareRendering: app.getVersion() }));
    this.#dress();
    app.on('activate', () => window.show());
    app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
    if (app.isPackaged) app.setAsDefaultProtocolClient(SCHEME);
    window.show();
    library.start((notice) => this.#toPage(CHANNELS.event, 'notice', notice));
  }

  #isDeveloper(): boolean {
    return !app.isPackaged || this.#settings?.developerTools === true;
  }

  /** Where closing the window ends the app, that is asked for first. */
  #mayClose(isEnding: boolean): boolean {
    if (isEnding || process.platform === 'darwin') return true;
    app.quit();
    return false;
  }

  #show(id: number | undefined): void {
    this.#window?.show();
    if (id !== undefined) this.#requests.send({ type: 'open-document', id });
  }

  async #refresh(library: StudioSession): Promise<void> {
    this.#settings = await library.settings();
    this.#dress();
  }

  /** Language, colours and menu by the settings. */
  #dress(): void {
    useLanguage(this.#settings?.uiLanguage ?? 'system', app.getLocale());
    nativeTheme.themeSource = this.#settings?.theme ?? 'system';
    const command = (id: string): void => this.#requests.send({ type: 'command', id });
    const parts = { platform: process.platform, developer: this.#isDeveloper(), command };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
  }

  #toPage(channel: string, ...data: readonly unknown[]): void {
    const contents = this.#window?.current?.webContents;
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channel, ...data);
  }
}
