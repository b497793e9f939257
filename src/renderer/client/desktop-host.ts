import type { DesktopBridge } from '../../contract/bridge.ts';
import { valueOf } from '../../contract/reply.ts';
import { DesktopStudio } from './desktop-studio.ts';
import type { Host } from './host.ts';

/** The bridge that the desktop's preload script put into the page, where there is one. */
export function findBridge(): DesktopBridge | undefined {
  return (window as { readonly voxlane?: DesktopBridge }).voxlane;
}

/** The studio of the desktop app around this page, and what its system can do for its user. */
export function createDesktopHost(bridge: DesktopBridge): Host {
  return {
    kind: 'desktop',
    api: new DesktopStudio(bridge),
    readOnly: false,
    onConnection(listener) {
      // Page and studio live and end together.
      listener('ready');
      return () => undefined;
    },
    onRequest: (listener) => bridge.onRequest(listener),
    pick: (wish) => bridge.pick(wish),
    takeFiles: (files) => Promise.resolve(files.map((file) => bridge.pathOf(file)).filter((path) => path !== '')),
    mediaUrl: (token) => bridge.mediaUrl(token),
    saveText: async (wish) => valueOf(await bridge.saveText(wish)),
    reveal: (path) => bridge.reveal(path),
    openExternal: (url) => bridge.openExternal(url),
    dragOut(wish, event) {
      // The shell drags a real file instead of what the page would drag.
      event.preventDefault();
      bridge.dragOut(wish);
    },
  };
}
