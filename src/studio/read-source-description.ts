import { basename, dirname, extname, join } from 'node:path';
import type { Chapter, DocumentSource } from '../core/document/types.ts';
import type { Alert } from '../shared/alert.ts';
import { readSourceFileAt } from './sources/source-file.ts';

/** What the `.source.json` beside a recording says about it. */
export interface MediaDescription {
  readonly source?: DocumentSource;
  /** Empty when the source named none. */
  readonly chapters: readonly Chapter[];
  /** Caption files that were downloaded with it, as full paths. */
  readonly captions: readonly { readonly language: string; readonly path: string }[];
  /** Set when there is a description that cannot be used. */
  readonly alert?: Alert;
}

/**
 * Reads the description that a download left beside a recording. One that belongs to another file of that name counts as
 * none; a damaged one is ignored with an alert. Never throws.
 */
export async function readSourceDescription(mediaPath: string): Promise<MediaDescription> {
  const folder = dirname(mediaPath);
  const name = basename(mediaPath);
  const file = `${basename(name, extname(name))}.source.json`;
  const read = await readSourceFileAt(join(folder, file));
  if (read.kind === 'damaged') {
    const message = `${file} was ignored: ${read.reason}. The results say nothing about where the recording came from.`;
    const values = { file, reason: read.reason };
    const alert: Alert = { code: 'source-description-damaged', severity: 'warning', message, values };
    return { chapters: [], captions: [], alert };
  }
  if (read.kind === 'none' || read.description.media !== name) return { chapters: [], captions: [] };
  const { url, title, uploader, extractor, chapters, captions } = read.description;
  return {
    source: {
      url,
      title,
      ...(uploader === undefined ? {} : { uploader }),
      ...(extractor === undefined ? {} : { extractor }),
    },
    chapters,
    captions: captions.map((caption) => ({ language: caption.language, path: join(folder, caption.file) })),
  };
}
