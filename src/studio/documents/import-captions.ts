import { basename, extname } from 'node:path';
import { importCaptions } from '../../core/captions/import-captions.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import type { Alert } from '../../shared/alert.ts';
import { addRevision } from './add-revision.ts';
import type { DocumentLibrary } from './document-library.ts';
import { machineDocument } from './open-document.ts';

/**
 * Makes the cues of existing subtitles the cues of a document, as its next revision: speakers come from the turns, words
 * are linked by time, and edits are carried over where they still fit. Throws what reading the file and the document throw.
 */
export async function importCaptionsInto(
  library: DocumentLibrary,
  jobId: number,
  path: string,
  language: string | undefined,
): Promise<{ readonly revision: number; readonly alerts: readonly Alert[] }> {
  const { text } = await readTextFile(path);
  const before = machineDocument(library, jobId);
  const name = basename(path);
  const document = importCaptions(before, text, extname(name), {
    name,
    ...(language === undefined ? {} : { language }),
  });
  const { revision, alerts } = addRevision(library, jobId, document);
  return { revision, alerts: [...document.alerts.slice(before.alerts.length), ...alerts] };
}
