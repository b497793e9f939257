import { app, type BrowserWindow, Notification, powerMonitor, powerSaveBlocker } from 'electron';
import { t } from '../i18n/translate.ts';
import { type QueueGlance, QueueWatch } from './queue-watch.ts';

export interface PresenceParts {
  readonly window: () => BrowserWindow | undefined;
  /** Asks whether jobs wait because their user paused them. */
  readonly hasPaused: () => Promise<boolean>;
  /** Shows the window with a document in it. */
  readonly open: (jobId: number | undefined) => void;
}

/** Shows the queue outside of the window: taskbar and dock, a notification at the end, and no sleep while it works. */
export class QueuePresence {
  readonly watch: QueueWatch;
  readonly #parts: PresenceParts;
  readonly #stayAwake = (): void => this.#keepAwake(this.watch.running > 0);
  #blocker: number | undefined;
  #notification: Notification | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.watch = new QueueWatch((glance, ended) => this.#show(glance, ended));
    powerMonitor.on('on-battery', this.#stayAwake);
    powerMonitor.on('on-ac', this.#stayAwake);
  }

  /** Lets the machine sleep and takes every sign back. */
  close(): void {
    powerMonitor.off('on-battery', this.#stayAwake);
    powerMonitor.off('on-ac', this.#stayAwake);
    this.#keepAwake(false);
    this.#notification?.close();
  }

  /** The user is here: what went wrong has been seen. */
  seen(): void {
    if (this.watch.running === 0) this.#parts.window()?.setProgressBar(-1);
  }

  #show(glance: QueueGlance, ended: boolean): void {
    const { running, waiting, fraction, failed } = glance;
    this.#keepAwake(running > 0);
    app.setBadgeCount(running + waiting);
    const window = this.#parts.window();
    const isHere = window?.isFocused() === true;
    if (running > 0) window?.setProgressBar(fraction, { mode: failed > 0 ? 'error' : 'normal' });
    else if (failed > 0 && !isHere) window?.setProgressBar(1, { mode: 'error' });
    else window?.setProgressBar(-1);
    if (running === 0) void this.#showPaused(fraction);
    if (ended && !isHere && glance.done.length + failed > 0) this.#notify(glance);
  }

  async #showPaused(fraction: number): Promise<void> {
    const paused = await this.#parts.hasPaused();
    if (paused && this.watch.running === 0) this.#parts.window()?.setProgressBar(fraction, { mode: 'paused' });
  }

  /** The machine may still turn its screen off; on battery it may sleep, since the work goes on afterwards. */
  #keepAwake(wanted: boolean): void {
    const isWanted = wanted && !powerMonitor.isOnBatteryPower();
    if (isWanted) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }

  #notify({ done, failed }: QueueGlance): void {
    if (!Notification.isSupported()) return;
    const failure = failed > 0 ? t('done.failed', { count: failed }) : '';
    const title = done.length > 0 ? t('done.title', { count: done.length }) : failure;
    const body = done.length > 0 && failed > 0 ? failure : t('done.body');
    this.#notification?.close();
    this.#notification = new Notification({ title, body });
    this.#notification.on('click', () => this.#parts.open(done.at(-1)));
    this.#notification.show();
  }
}
