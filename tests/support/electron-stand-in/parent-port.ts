/** Loaded into stand-ins of utility processes: gives them the `process.parentPort` that Electron gives real ones. */
const parentPort = {
  on(event: string, listener: (event: { readonly data: unknown }) => void): void {
    if (event === 'message') process.on('message', (message: { readonly data: unknown }) => listener(message));
  },
  postMessage(data: unknown): void {
    if (process.connected) process.send?.({ data });
  },
};
Object.assign(process, { parentPort });
// Chromium ends utility processes whose host is gone.
process.on('disconnect', () => process.exit(1));
