import { judgeUrl, withoutCredentials } from '../../core/sources/url-policy.ts';
import { findAllowedAddress, networkRules, type NetworkRules } from '../../platform/net/filtering-proxy.ts';
import { refusedSource } from '../../platform/ytdlp/failures.ts';
import { requireYtdlp, type YtdlpTool } from '../../platform/ytdlp/resolve.ts';
import type { DownloadOptions } from '../download-types.ts';
import { unknownHost } from './source-errors.ts';

/** What everything done for one URL needs. */
export interface SourceRun {
  readonly tool: YtdlpTool;
  readonly rules: NetworkRules;
  readonly options: DownloadOptions;
  readonly signal: AbortSignal;
}

/** Finds the downloader for work on URLs. Throws `tool-missing`, `cancelled`. */
export async function openRun(options: DownloadOptions, signal: AbortSignal): Promise<SourceRun> {
  const tool = await requireYtdlp(options.allowOldYtdlp, signal);
  return { tool, rules: rulesOf(options), options, signal };
}

/**
 * Judges a URL and the addresses its host resolves to, before anything is started for it, and returns its normal form.
 * Throws `source-refused`, or `source-failed` when there is no such host.
 */
export async function admitUrl(text: string, options: DownloadOptions): Promise<string> {
  const verdict = judgeUrl(text, options.policy);
  if (verdict.kind === 'refused') throw refusedSource(withoutCredentials(text), verdict.reason);
  const found = await findAllowedAddress(new URL(verdict.url).hostname, rulesOf(options)).catch((cause: unknown) => {
    throw unknownHost(verdict.url, verdict.host, cause);
  });
  if ('refused' in found) throw refusedSource(verdict.url, found.refused);
  return verdict.url;
}

function rulesOf(options: DownloadOptions): NetworkRules {
  return options.rules ?? networkRules(options.policy);
}
