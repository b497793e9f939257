import { FILE_MARK, PROGRESS_MARK } from '../../core/sources/download-lines.ts';
import { isOlder } from './version.ts';

/** First release that knows `--no-plugin-dirs`. */
const NO_PLUGIN_DIRS_SINCE = '2025.02.19';

/**
 * One file over http(s) that yt-dlp fetches by itself. Anything that would be handed to ffmpeg or another program
 * (separate video and audio to merge, RTMP, RTSP) would go around the proxy.
 */
const PROTOCOLS = `[protocol~='^(https?|m3u8(_native)?|http_dash_segments)$']`;
const ANY_FORMAT = ['b', 'ba', 'b*'].map((format) => `${format}${PROTOCOLS}`).join('/');
const AUDIO_FORMAT = ['ba', 'b', 'b*'].map((format) => `${format}${PROTOCOLS}`).join('/');

/** A place to fetch from: a URL, or the n-th item of the list it stands for. */
export interface SourceTarget {
  readonly url: string;
  readonly item?: number;
}

interface Common {
  readonly target: SourceTarget;
  readonly proxyUrl: string;
  readonly version: string;
}

/** Arguments that report on a source without downloading it; lists are not followed, only enumerated. */
export function reportArgs(options: Common & { readonly maxEntries: number }): string[] {
  const range = options.target.item === undefined ? `1:${options.maxEntries}` : `${options.target.item}`;
  return [
    ...common(options),
    '--dump-single-json',
    '--flat-playlist',
    '--playlist-items',
    range,
    '--',
    options.target.url,
  ];
}

/** Arguments that download one recording into `folder` under the name `id`. */
export function downloadArgs(
  options: Common & {
    readonly folder: string;
    readonly id: string;
    readonly maxBytes: number;
    readonly audioOnly: boolean;
    readonly captions: boolean;
  },
): string[] {
  const { item, url } = options.target;
  return [
    ...common(options),
    ...(item === undefined ? ['--no-playlist'] : ['--yes-playlist', '--playlist-items', `${item}`]),
    '--max-downloads',
    '1',
    '--max-filesize',
    `${options.maxBytes}`,
    '--format',
    options.audioOnly ? AUDIO_FORMAT : ANY_FORMAT,
    ...(options.captions
      ? ['--write-subs', '--sub-langs', 'all,-live_chat', '--sub-format', 'vtt/srt']
      : ['--no-write-subs']),
    '--continue',
    '--no-overwrites',
    '--no-mtime',
    '--newline',
    '--quiet',
    '--progress',
    '--no-simulate',
    '--progress-template',
    `download:${PROGRESS_MARK}%(progress)j`,
    '--print',
    `after_move:${FILE_MARK}%(filepath)j`,
    '--paths',
    options.folder,
    '--output',
    `${options.id}.%(ext)s`,
    '--',
    url,
  ];
}

function common({ proxyUrl, version }: Common): string[] {
  return [
    '--ignore-config',
    ...(isOlder(version, NO_PLUGIN_DIRS_SINCE) ? [] : ['--no-plugin-dirs']),
    '--no-exec',
    '--no-cache-dir',
    '--no-cookies-from-browser',
    '--restrict-filenames',
    '--trim-filenames',
    '80',
    '--fixup',
    'never',
    '--downloader',
    'native',
    // A folder that is not there: yt-dlp then starts no ffmpeg, whose connections no proxy would see.
    '--ffmpeg-location',
    '/nonexistent/voxlane',
    '--proxy',
    proxyUrl,
    '--socket-timeout',
    '30',
    '--retries',
    '3',
    '--fragment-retries',
    '3',
    '--abort-on-unavailable-fragment',
    '--no-warnings',
  ];
}
