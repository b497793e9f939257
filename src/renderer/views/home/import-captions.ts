import type { Alert } from '../../../shared/alert.ts';
import { ask } from '../../client/ask.ts';
import type { Host } from '../../client/host.ts';
import { bringFiles } from '../../state/uploads.ts';

/** A file of subtitles, and the project whose cues they are to be. */
export interface CaptionsImport {
  readonly file: File;
  readonly project: number;
}

/**
 * Makes subtitles the cues of a project; the first of what had to be mended, or undefined when the file was stopped on its
 * way and nothing was changed. Throws what the upload or `documents.importCaptions` throws.
 */
export async function importCaptions(
  host: Host,
  { file, project }: CaptionsImport,
): Promise<readonly Alert[] | undefined> {
  const { paths, error } = await bringFiles(host, [file]);
  if (error !== undefined) throw error;
  const [path] = paths;
  if (path === undefined) return undefined;
  const { alerts } = await ask(host.api, 'documents.importCaptions', { id: project, path });
  return alerts.slice(0, 3);
}
