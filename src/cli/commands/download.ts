import type { Command } from 'commander';
import { withoutCredentials } from '../../core/sources/url-policy.ts';
import type { DownloadResult } from '../../studio/download-types.ts';
import { toAppError } from '../../shared/app-error.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { requireOnline, settingsOf, withNetworkDefaults } from '../library-defaults.ts';
import { folderName } from '../option-values.ts';
import { sourceReporter } from '../progress/source-reporter.ts';
import { addSourceOptions, downloadOptions, type SourceFlags } from '../source-options.ts';
import { printable } from '../terminal-text.ts';

interface DownloadFlags extends SourceFlags {
  readonly out?: string;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

/** Adds `voxlane download`: one line a recording on stdout; exit codes as for `transcribe`. */
export function addDownload(program: Command): void {
  const command = program
    .command('download')
    .description(t('sources.download'))
    .argument('<url...>', t('sources.urls'))
    .option('-o, --out <folder>', t('sources.out'), folderName)
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'));
  addSourceOptions(command);
  command.action(async (urls: string[], said: DownloadFlags, self: Command) => {
    const settings = await settingsOf({});
    requireOnline(settings, 'source-refused');
    const flags = withNetworkDefaults(self, said, settings);
    const results = await withInterrupt((signal) => downloadAll(urls, flags, signal));
    const failed = results.filter((result) => result.kind === 'failed');
    const [first] = failed;
    if (first === undefined) process.exitCode = EXIT.done;
    else process.exitCode = failed.length < results.length ? EXIT.partial : exitCodeOf(first.error.code);
  });
}

async function downloadAll(
  urls: readonly string[],
  flags: DownloadFlags,
  signal: AbortSignal,
): Promise<DownloadResult[]> {
  const { downloadSource } = await import('../../studio/download-source.ts');
  const reporter = sourceReporter(flags, process.stderr);
  const options = downloadOptions(flags, flags.out);
  const all: DownloadResult[] = [];
  for (const url of urls) {
    const results = await downloadSource(url, options, signal, reporter.on)
      .catch((cause: unknown): DownloadResult[] => {
        const error = toAppError(cause);
        if (error.code === 'cancelled') throw error;
        return [{ kind: 'failed', url: withoutCredentials(url), error }];
      })
      .finally(() => {
        reporter.close();
      });
    for (const result of results) process.stdout.write(`${describe(result)}\n`);
    all.push(...results);
  }
  return all;
}

function describe(result: DownloadResult): string {
  const url = printable(result.url);
  if (result.kind === 'done') {
    const files = result.files.map(printable).join(', ');
    return t(result.reused ? 'sources.reused' : 'sources.done', { url, files });
  }
  const { what, meaning, action } = result.error.parts;
  const parts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
  return t('sources.failed', { url, code: result.error.code, ...parts });
}
