import { readSourceReport, type SourceReport } from '../../core/sources/source-info.ts';
import { type NetworkRules, startFilteringProxy } from '../net/filtering-proxy.ts';
import { runChild } from '../process/owned-child.ts';
import { reportArgs, type SourceTarget } from './args.ts';
import { downloaderEnvironment } from './environment.ts';
import { refusedSource, sourceFailed, sourceTimedOut, sourceTooLarge } from './failures.ts';
import type { YtdlpTool } from './resolve.ts';

const REPORT_DEADLINE_MS = 180_000;
/** Pages and manifests are small; more than this is no description of a recording. */
const REPORT_MAX_BYTES = 128 * 1024 * 1024;
/** Most entries of a playlist that are looked at. */
const MAX_ENTRIES = 1000;

/**
 * Asks what a URL holds: a recording with its metadata, or a list of them. Nothing is downloaded.
 * Throws `AppError` `source-refused`, `source-failed`, `source-too-large`, `timed-out`, `cancelled`.
 */
export async function reportSource(
  tool: YtdlpTool,
  target: SourceTarget,
  rules: NetworkRules,
  signal: AbortSignal,
): Promise<SourceReport> {
  let tooLarge = false;
  const proxy = await startFilteringProxy(rules, { maxBytes: REPORT_MAX_BYTES, onLimit: () => (tooLarge = true) });
  try {
    const run = await runChild({
      command: tool.path,
      args: reportArgs({ target, proxyUrl: proxy.url, version: tool.version, maxEntries: MAX_ENTRIES }),
      signal,
      wallMs: REPORT_DEADLINE_MS,
      inactivityMs: REPORT_DEADLINE_MS,
      stdoutBytes: REPORT_MAX_BYTES,
      env: downloaderEnvironment(),
    });
    const report = run.code === 0 ? readSourceReport(run.stdout) : undefined;
    if (report !== undefined) return report;
    const refusal = proxy.refusals.at(-1);
    if (refusal !== undefined) throw refusedSource(target.url, refusal.reason, refusal.host);
    if (tooLarge) throw sourceTooLarge(target.url, REPORT_MAX_BYTES);
    if (run.ended !== 'itself') throw sourceTimedOut(target.url);
    throw sourceFailed(target.url, run.stderr, tool);
  } finally {
    await proxy.close();
  }
}
