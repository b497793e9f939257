import { z } from 'zod';

/** How far a download is. */
export interface DownloadProgress {
  readonly downloadedBytes: number;
  readonly totalBytes?: number;
  readonly etaSeconds?: number;
}

export type DownloadLine =
  | { readonly kind: 'progress'; readonly progress: DownloadProgress }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'other' };

/** What `--progress-template` and `--print` are told to begin lines with. */
export const PROGRESS_MARK = 'VXPROGRESS ';
export const FILE_MARK = 'VXFILE ';

const number = z.number().nonnegative().nullish().catch(undefined);
const progressSchema = z.object({
  downloaded_bytes: number,
  total_bytes: number,
  total_bytes_estimate: number,
  eta: number,
});

/** Reads one line of yt-dlp's output. Lines that are not ours, or are damaged, are `other`; never throws. */
export function readDownloadLine(line: string): DownloadLine {
  if (line.startsWith(PROGRESS_MARK)) {
    const { success, data } = progressSchema.safeParse(parse(line.slice(PROGRESS_MARK.length)));
    if (!success) return { kind: 'other' };
    const total = data.total_bytes ?? data.total_bytes_estimate;
    const downloadedBytes = Math.round(data.downloaded_bytes ?? 0);
    return {
      kind: 'progress',
      progress: {
        downloadedBytes,
        ...(typeof total === 'number' ? { totalBytes: Math.max(downloadedBytes, Math.round(total)) } : {}),
        ...(typeof data.eta === 'number' ? { etaSeconds: data.eta } : {}),
      },
    };
  }
  if (line.startsWith(FILE_MARK)) {
    const path = parse(line.slice(FILE_MARK.length));
    if (typeof path === 'string' && path !== '') return { kind: 'file', path };
  }
  return { kind: 'other' };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
