/** What tells one version of a file on a server from another. */
export interface ResourceFacts {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly lengthBytes?: number;
}

/** What is known of a recording before it is downloaded, to recognise it at the next attempt. */
export interface RecordingFacts extends ResourceFacts {
  readonly extractor?: string;
  readonly recordingId?: string;
  readonly sizeBytes?: number;
  readonly durationMs?: number;
}

/** Sites round lengths differently from one answer to the next. */
const LENGTH_SLACK_MS = 1000;

/**
 * Whether two looks at an address saw the same recording: nothing that both know differs. An equal ETag outweighs the
 * date, which some servers of one site disagree about. Two looks with nothing in common to compare count as the same.
 */
export function sameRecording(a: RecordingFacts, b: RecordingFacts): boolean {
  const differs = (key: keyof RecordingFacts): boolean =>
    a[key] !== undefined && b[key] !== undefined && a[key] !== b[key];
  if (differs('etag') || differs('lengthBytes') || differs('sizeBytes')) return false;
  if (differs('extractor') || differs('recordingId')) return false;
  if (a.etag === undefined || b.etag === undefined ? differs('lastModified') : false) return false;
  const { durationMs = b.durationMs } = a;
  return Math.abs((durationMs ?? 0) - (b.durationMs ?? durationMs ?? 0)) <= LENGTH_SLACK_MS;
}
