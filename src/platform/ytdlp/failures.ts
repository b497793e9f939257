import type { Refusal } from '../../core/sources/url-policy.ts';
import { AppError } from '../../shared/app-error.ts';
import type { YtdlpTool } from './resolve.ts';
import { STALE_DAYS } from './version.ts';

const REASONS: Record<Refusal, string> = {
  'not-a-url': 'it is not a complete web address',
  scheme: 'only http and https addresses are downloaded',
  credentials: 'it holds a user name or password, which would end up in logs and process lists',
  'local-name': 'it names a computer in your own network',
  'trailing-dot': 'its host name ends in a dot',
  loopback: 'it leads to this computer itself',
  private: 'it leads into a private network',
  'link-local': 'it leads into the local network',
  'unique-local': 'it leads into a private network',
  'carrier-nat': 'it leads into a private network',
  metadata: 'it leads to the metadata service of a cloud machine',
  unusable: 'it leads to an address that is not part of the internet',
};
/** Reasons that `--allow-local-network` takes away. */
const LOCAL: ReadonlySet<Refusal> = new Set([
  'local-name',
  'trailing-dot',
  'loopback',
  'private',
  'link-local',
  'unique-local',
  'carrier-nat',
]);

/** The error for an address that may not be used; `via` is the page or redirect that led to another host. */
export function refusedSource(url: string, reason: Refusal, via?: string): AppError {
  const local = LOCAL.has(reason);
  return new AppError(
    'source-refused',
    {
      what: `${via === undefined ? url : `${url} leads on to ${via}, which`} is refused: ${REASONS[reason]}.`,
      meaning: 'Nothing was downloaded from there.',
      action: local
        ? 'If you meant a server in your own network, add --allow-local-network.'
        : 'Give the public http or https address of the recording.',
    },
    { details: { reason } },
  );
}

/**
 * Failures that a newer release would not mend: a wrong address, a page that wants a login, no connection. A 403 from a
 * site that yt-dlp knows is how sites turn old releases away; from a plain file it is the server's own answer.
 */
const OTHER_CAUSE =
  /HTTP Error (?:401|404|410|5\d\d)|\[generic\].*HTTP Error 403|resolve|timed out|refused|unreachable|Unsupported URL/i;

/** The error for a source that did not deliver, from what yt-dlp wrote on stderr. */
export function sourceFailed(url: string, stderr: string, tool: YtdlpTool): AppError {
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.findLast((line) => line !== '');
  const reason = (said ?? 'no reason given')
    .replace(/^ERROR: */, '')
    .replace(/;? please report this issue on .*$/i, '')
    .slice(0, 500);
  if (/No space left on device|Errno 28/.test(stderr)) {
    return new AppError('disk-full', {
      what: `The disk is full; ${url} was not downloaded.`,
      meaning: 'The part that was downloaded is kept.',
      action: 'Free some space and run the same command again: it continues from there.',
    });
  }
  const { ageDays } = tool;
  const stale = ageDays !== undefined && ageDays > STALE_DAYS && !OTHER_CAUSE.test(reason);
  return new AppError(
    'source-failed',
    {
      what: `${url} could not be downloaded: ${reason.replace(/[.\s]+$/, '')}.`,
      meaning: stale
        ? `yt-dlp ${tool.version} is ${ageDays} days old, and sites change: that is a likely cause.`
        : 'What was downloaded so far is kept.',
      action: stale
        ? 'Run `voxlane tools update`, then try again.'
        : 'Check the address in a browser, then run the same command again: it continues from there.',
    },
    { details: { ytdlp: tool.version } },
  );
}

/** The error for a recording larger than allowed. */
export function sourceTooLarge(url: string, maxBytes: number): AppError {
  return new AppError(
    'source-too-large',
    {
      what: `${url} is larger than ${Math.round(maxBytes / 1024 ** 2)} MiB, or never ends.`,
      meaning: 'The download was stopped and what it had fetched was removed.',
      action: 'Raise the limit with --max-size if the recording is really that large.',
    },
    { details: { maxBytes } },
  );
}

/** The error for a source that fell silent. */
export function sourceTimedOut(url: string): AppError {
  return new AppError('timed-out', {
    what: `${url} stopped sending.`,
    meaning: 'The download was stopped; what it had fetched is kept.',
    action: 'Run the same command again: it continues from there.',
  });
}
