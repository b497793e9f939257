import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge, ShellRequest } from '../contract/bridge.ts';
import { CHANNELS, MEDIA_ORIGIN } from '../contract/channels.ts';
import type { Reply } from '../contract/reply.ts';

const listeners = new Map<string, Set<(data: unknown) => void>>();
const requestListeners = new Set<(request: ShellRequest) => void>();

ipcRenderer.on(CHANNELS.event, (_event, name: string, data: unknown) => {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(data);
});
ipcRenderer.on(CHANNELS.request, (_event, request: ShellRequest) => {
  for (const listener of [...requestListeners]) listener(request);
});

const bridge: DesktopBridge = {
  call: (name, input, ticket) => ipcRenderer.invoke(CHANNELS.call, name, input, ticket) as Promise<Reply<unknown>>,
  cancel: (ticket) => ipcRenderer.send(CHANNELS.cancel, ticket),
  on(event, listener) {
    const all = listeners.get(event) ?? new Set();
    listeners.set(event, all.add(listener));
    return () => void all.delete(listener);
  },
  pathOf(file) {
    // Only a file that the user dropped or chose has a path here: the page cannot make one up.
    const path = webUtils.getPathForFile(file as File);
    if (path !== '') ipcRenderer.send(CHANNELS.dropped, path);
    return path;
  },
  pick: (wish) => ipcRenderer.invoke(CHANNELS.pick, wish) as Promise<readonly string[]>,
  saveText: (wish) => ipcRenderer.invoke(CHANNELS.saveText, wish) as Promise<Reply<string | undefined>>,
  reveal: (path) => ipcRenderer.invoke(CHANNELS.reveal, path) as Promise<void>,
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url) as Promise<void>,
  mediaUrl: (token) => `${MEDIA_ORIGIN}/${encodeURIComponent(token)}`,
  dragOut: (wish) => ipcRenderer.send(CHANNELS.dragOut, wish),
  onRequest(listener) {
    requestListeners.add(listener);
    // Requests are kept until somebody listens.
    ipcRenderer.send(CHANNELS.listening);
    return () => void requestListeners.delete(listener);
  },
  platform: process.platform,
};

contextBridge.exposeInMainWorld('voxlane', bridge);
