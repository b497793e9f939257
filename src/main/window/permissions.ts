import type { Session, WebContents } from 'electron';

/** All that the page may use of what browsers ask permission for. */
const ALLOWED = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Denies every permission but a short list, and every device, to everybody but our own page. */
export function denyPermissions(session: Session, isOwn: (url: string) => boolean): void {
  const allows = (contents: WebContents | null, permission: string): boolean =>
    ALLOWED.has(permission) && contents !== null && isOwn(contents.getURL());
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(allows(contents, permission) && details.isMainFrame);
  });
  session.setPermissionCheckHandler((contents, permission, _origin, details) => {
    return allows(contents, permission) && details.isMainFrame;
  });
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
}
