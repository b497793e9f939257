import { withoutCredentials } from '../core/sources/url-policy.ts';
import { reportSource } from '../platform/ytdlp/report-source.ts';
import { type AppError, toAppError } from '../shared/app-error.ts';
import type { DownloadOptions, SourceEntry } from './download-types.ts';
import { emptyList, severalRecordings } from './sources/source-errors.ts';
import { admitUrl, openRun, type SourceRun } from './sources/source-run.ts';

/** A recording that a URL stands for, or the reason why it is not taken. */
export type ExpandedEntry =
  | { readonly kind: 'entry'; readonly entry: SourceEntry }
  | { readonly kind: 'refused'; readonly url: string; readonly error: AppError };

/**
 * Lists the recordings a URL stands for, without downloading any: itself, or each entry of a playlist if `playlist` is
 * set. Every entry's own address goes through the URL policy; what is refused or cannot be read is a refusal in its
 * place. Rejects only with `cancelled`.
 */
export async function expandSource(
  text: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<{ readonly entries: readonly ExpandedEntry[] }> {
  try {
    const url = await admitUrl(text, options);
    return { entries: await expandAdmitted(await openRun(options, signal), url) };
  } catch (cause) {
    return { entries: [refusal(withoutCredentials(text), cause)] };
  }
}

/** `expandSource` for a URL that was admitted, with a run at hand. Throws when the URL as a whole cannot be taken. */
export async function expandAdmitted(run: SourceRun, url: string): Promise<ExpandedEntry[]> {
  const report = await reportSource(run.tool, { url }, run.rules, run.signal);
  if (report.kind === 'recording') {
    const { title, durationMs } = report.info;
    return [{ kind: 'entry', entry: { url, title, ...lengthOf(durationMs), info: report.info } }];
  }
  const { entries } = report;
  if (entries.length === 0) throw emptyList(url);
  if (entries.length > 1 && !run.options.playlist) throw severalRecordings(url, entries.length);
  const expanded: ExpandedEntry[] = [];
  for (const { index, title, durationMs, info, url: own } of entries) {
    const named = { ...(title === undefined ? {} : { title }), ...lengthOf(durationMs) };
    if (own === undefined) {
      expanded.push({ kind: 'entry', entry: { url, item: index, ...named, ...(info === undefined ? {} : { info }) } });
      continue;
    }
    try {
      expanded.push({ kind: 'entry', entry: { url: await admitUrl(own, run.options), ...named } });
    } catch (cause) {
      expanded.push(refusal(withoutCredentials(own), cause));
    }
  }
  return expanded;
}

function lengthOf(durationMs: number | undefined): { readonly audio_length?: number } {
  return durationMs === undefined ? {} : { audio_length: durationMs };
}

function refusal(url: string, cause: unknown): ExpandedEntry {
  const error = toAppError(cause);
  if (error.code === 'cancelled') throw error;
  return { kind: 'refused', url, error };
}
