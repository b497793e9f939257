import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { networkRules, type NetworkRules } from '../../src/platform/net/filtering-proxy.ts';
import type { DownloadOptions } from '../../src/studio/download-types.ts';

/** Why tests with the real yt-dlp cannot run here, or `undefined` when they can. */
export const noYtdlp = spawnSync('yt-dlp', ['--version']).status === 0 ? undefined : 'yt-dlp is not on PATH';

const strict = networkRules({ allowLocalNetwork: false });
/** The rules of every user, except that the test server itself may be reached. */
export const loopbackRules: NetworkRules = {
  resolve: (host) => Promise.resolve([host === 'rebound.example.com' ? '10.1.2.3' : host]),
  judgeHost: (host) => (host === '127.0.0.1' ? undefined : strict.judgeHost(host)),
  judgeAddress: (address) => (address === '127.0.0.1' ? undefined : strict.judgeAddress(address)),
};

/** Options for downloads from the test server into a folder, which is made. */
export function downloadOptions(folder: string, more: Partial<DownloadOptions> = {}): DownloadOptions {
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    policy: { allowLocalNetwork: true },
    playlist: false,
    audioOnly: false,
    captions: false,
    allowOldYtdlp: true,
    maxBytes: 64 * 1024 * 1024,
    rules: loopbackRules,
    ...more,
  };
}
