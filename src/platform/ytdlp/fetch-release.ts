/**
 * Entry of a child process: downloads the newest yt-dlp release and its checksums into the folder named first, and
 * prints the release's tag. A process of its own, because the package offers no deadline, cannot be stopped, and lets
 * network errors end the process.
 */
import { join } from 'node:path';
import wrap from 'yt-dlp-wrap';
import { answerAndEnd } from '../process/script-side.ts';
import { CHECKSUMS_FILE, PROGRAM_FILE } from './release-files.ts';

const folder = process.argv[2];
const releases: unknown = await wrap.default.getGithubReleases(1, 1);
const newest: unknown = Array.isArray(releases) ? releases[0] : undefined;
const tag = typeof newest === 'object' && newest !== null && 'tag_name' in newest ? newest.tag_name : undefined;
if (folder === undefined || typeof tag !== 'string' || !/^[\d.]{8,24}$/.test(tag))
  throw new Error('GitHub did not name a release of yt-dlp');
await wrap.default.downloadFromGithub(join(folder, PROGRAM_FILE), tag);
const checksums = `https://github.com/yt-dlp/yt-dlp/releases/download/${tag}/SHA2-256SUMS`;
await wrap.default.downloadFile(checksums, join(folder, CHECKSUMS_FILE));
await answerAndEnd(tag);
