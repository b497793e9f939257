import type { WebContents } from 'electron';

interface Cancellable {
  preventDefault(): void;
}

/** Keeps contents on our own page: no navigation, no other window, no embedded page, no device. */
export function guardContents(contents: WebContents, isOwn: (url: string) => boolean): void {
  const stayHome = (event: Cancellable & { readonly url: string }): void => {
    if (!isOwn(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
}
