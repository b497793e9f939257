import type { MenuItemConstructorOptions as Item } from 'electron';
import { t } from '../i18n/translate.ts';

export interface MenuParts {
  readonly platform: string;
  /** The developer setting is on: developer tools and reload are there. */
  readonly developer: boolean;
  /** Hands a command to the page. */
  readonly command: (id: string) => void;
}

/** The application menu. Commands go to the page, which also owns their keys: they can be rebound there. */
export function menuTemplate({ platform, developer, command }: MenuParts): Item[] {
  const item = (id: string, label: string, accelerator: string): Item => ({
    id,
    label,
    accelerator,
    // Shown, not taken: the page hears the key first and may have given it another meaning.
    registerAccelerator: false,
    click: () => command(id),
  });
  const separator: Item = { type: 'separator' };
  const isMac = platform === 'darwin';
  const recent: Item = { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] };
  const tools: Item[] = [separator, { role: 'reload' }, { role: 'toggleDevTools' }];
  const settings = item('app.settings', t('menu.settings'), 'CmdOrCtrl+,');
  const appMenu: Item = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: t('menu.file'),
      submenu: [
        item('app.open', t('menu.open'), 'CmdOrCtrl+O'),
        ...(isMac ? [recent] : []),
        separator,
        item('app.export', t('menu.export'), 'CmdOrCtrl+E'),
        ...(isMac ? [] : [separator, settings]),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        item('edit.undo', t('menu.undo'), 'CmdOrCtrl+Z'),
        item('edit.redo', t('menu.redo'), isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('edit.find', t('menu.find'), 'CmdOrCtrl+F'),
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        item('app.palette', t('menu.palette'), 'CmdOrCtrl+K'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(developer ? tools : []),
      ],
    },
    { role: 'windowMenu', label: t('menu.window') },
    { role: 'help', label: t('menu.help'), submenu: [item('app.shortcuts', t('menu.shortcuts'), 'F1')] },
  ];
}
