import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { t } from '../i18n/translate.ts';

/** Asks whether to quit though jobs are running. True when the app may end. */
export async function mayQuit(window: BrowserWindow | undefined, running: number): Promise<boolean> {
  if (running === 0) return true;
  const box: MessageBoxOptions = {
    type: 'question',
    message: t('quit.question', { count: running }),
    detail: t('quit.detail'),
    buttons: [t('quit.quit'), t('quit.stay')],
    defaultId: 0,
    cancelId: 1,
  };
  const { response } = await (window === undefined ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box));
  return response === 0;
}
