import { type BrowserWindow, dialog, shell } from 'electron';
import { t } from '../i18n/translate.ts';
import { externalAddress } from './external-address.ts';

/** Opens an address in the user's browser once the user has seen where it leads and agreed. True when it was opened. */
export async function openExternal(window: BrowserWindow, text: string): Promise<boolean> {
  const address = externalAddress(text);
  if (address === undefined) return false;
  const isMail = address.href.startsWith('mailto:');
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: t(isMail ? 'external.mail' : 'external.question', { host: address.shown }),
    detail: t('external.detail', { href: address.href.slice(0, 400) }),
    buttons: [t('external.open'), t('external.cancel')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return false;
  await shell.openExternal(address.href);
  return true;
}
