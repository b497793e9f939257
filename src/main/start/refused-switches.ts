/** Switches that would open the packaged app: to a debugger, to other code, or out of its sandbox. No fuse covers them. */
const REFUSED = new Set([
  ...['no-sandbox', 'disable-setuid-sandbox', 'disable-gpu-sandbox', 'disable-namespace-sandbox', 'single-process'],
  ...['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins'],
  ...[
    'inspect',
    'inspect-brk',
    'inspect-brk-node',
    'inspect-port',
    'inspect-publish-uid',
    'inspect-wait',
    'debug-port',
  ],
  ...['js-flags', 'require', 'load-extension', 'disable-web-security', 'allow-file-access-from-files'],
  ...['renderer-cmd-prefix', 'utility-cmd-prefix', 'gpu-launcher', 'ppapi-plugin-launcher', 'no-zygote'],
  ...[
    'disable-site-isolation-trials',
    'ignore-certificate-errors',
    'user-data-dir',
    'host-rules',
    'host-resolver-rules',
  ],
]);

/** The switches of a command line that a packaged app refuses to start with. Chromium takes one or two dashes, any case. */
export function refusedSwitches(argv: readonly string[]): readonly string[] {
  return argv.flatMap((argument) => {
    const name = /^--?([^=]+)/.exec(argument)?.[1]?.toLowerCase();
    return name !== undefined && (REFUSED.has(name) || name.startsWith('inspect')) ? [`--${name}`] : [];
  });
}
