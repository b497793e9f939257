import { type BrowserWindow, dialog } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import { t } from '../i18n/translate.ts';
import { CrashLimit } from './crash-limit.ts';

const MOST_CRASHES = 3;
const WITHIN_MS = 5 * 60_000;

/** Brings a page that crashed or hangs back to where it was, some times by itself, then by asking. */
export function recoverPage(window: BrowserWindow, log: Logger, quit: () => void): void {
  const limit = new CrashLimit(MOST_CRASHES, WITHIN_MS);
  const contents = window.webContents;
  // The page keeps its place behind the # of its address, which a reload keeps.
  const reload = (): void => contents.reload();
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn(`The window's page ended (${reason}, ${exitCode}).`);
    if (!limit.exceeded()) return reload();
    void ask(window, 'crash.question', 'crash.detail', [t('crash.reload'), t('crash.quit')]).then((answer) => {
      limit.reset();
      if (answer === 0) reload();
      else quit();
    });
  });
  let isAsking = false;
  window.on('unresponsive', () => {
    if (isAsking) return;
    isAsking = true;
    void ask(window, 'hang.question', 'hang.detail', [t('hang.wait'), t('hang.reload')]).then((answer) => {
      isAsking = false;
      if (answer !== 1 || window.isDestroyed()) return;
      // A page in an endless loop does not hear a reload.
      contents.forcefullyCrashRenderer();
    });
  });
}

async function ask(
  window: BrowserWindow,
  message: 'crash.question' | 'hang.question',
  detail: 'crash.detail' | 'hang.detail',
  buttons: string[],
): Promise<number> {
  const box = { type: 'warning' as const, message: t(message), detail: t(detail), buttons, defaultId: 0, cancelId: 0 };
  return (await dialog.showMessageBox(window, box)).response;
}
