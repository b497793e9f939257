import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DownloadOptions } from '../studio/download-types.ts';
import { t } from './i18n/translate.ts';
import { wholeNumber } from './option-values.ts';

/** What may be said about downloads, wherever a web address is taken. */
export interface SourceFlags {
  readonly playlist?: boolean;
  readonly audioOnly?: boolean;
  readonly captions?: boolean;
  readonly allowLocalNetwork?: boolean;
  readonly allowOldYtdlp?: boolean;
  readonly maxSize: number;
}

/** The cautious choice. */
export const DEFAULT_SOURCE_FLAGS: SourceFlags = { maxSize: 8192 };

/** Adds the options about downloads to a command. */
export function addSourceOptions(command: Command): void {
  command
    .option('--playlist', t('sources.playlist'))
    .option('--audio-only', t('sources.audioOnly'))
    .option('--captions', t('sources.captions'))
    .option('--max-size <mib>', t('sources.maxSize'), wholeNumber(1, 1_000_000), DEFAULT_SOURCE_FLAGS.maxSize)
    .option('--allow-local-network', t('sources.allowLocal'))
    .option('--allow-old-ytdlp', t('sources.allowOld'));
}

/** The options of a download into `out`, or the current folder. */
export function downloadOptions(flags: SourceFlags, out: string | undefined): DownloadOptions {
  return {
    folder: resolve(out ?? '.'),
    policy: { allowLocalNetwork: flags.allowLocalNetwork === true },
    playlist: flags.playlist === true,
    audioOnly: flags.audioOnly === true,
    captions: flags.captions === true,
    allowOldYtdlp: flags.allowOldYtdlp === true,
    maxBytes: flags.maxSize * 1024 * 1024,
  };
}
