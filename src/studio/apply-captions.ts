import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { importCaptions } from '../core/captions/import-captions.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import { readTextFile } from '../platform/text/read-text-file.ts';
import type { Alert } from '../shared/alert.ts';
import { toAppError } from '../shared/app-error.ts';
import type { MediaDescription } from './read-source-description.ts';

/** Which captions become the subtitles: a file, or those of a language that lie beside each recording. */
export type CaptionsChoice =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'language'; readonly language: string };

/**
 * The document with the chosen captions as its cues (`importCaptions`). Captions that are missing or cannot be read leave
 * the document as it is, with an alert. Never throws.
 */
export async function applyCaptions(
  document: VoxlaneDocument,
  mediaPath: string,
  choice: CaptionsChoice,
  offered: MediaDescription['captions'],
): Promise<VoxlaneDocument> {
  const found = choice.kind === 'file' ? choice : await findLanguage(mediaPath, choice.language, offered);
  if (found === undefined) return withAlert(document, missing(mediaPath, choice));
  const name = basename(found.path);
  try {
    const { text } = await readTextFile(found.path);
    const language = choice.kind === 'language' ? { language: choice.language } : {};
    return importCaptions(document, text, extname(name), { name, ...language });
  } catch (cause) {
    return withAlert(document, unreadable(name, toAppError(cause).parts.what));
  }
}

/** Captions that the description names, else `NAME.LANGUAGE.vtt` or `.srt` beside the recording. */
async function findLanguage(
  mediaPath: string,
  language: string,
  offered: MediaDescription['captions'],
): Promise<{ readonly path: string } | undefined> {
  const wanted = language.toLowerCase();
  const named = offered.filter((caption) => caption.language.toLowerCase() === wanted).map(({ path }) => path);
  const stem = join(dirname(mediaPath), basename(mediaPath, extname(mediaPath)));
  for (const path of [...named, `${stem}.${language}.vtt`, `${stem}.${language}.srt`]) {
    // A pipe of that name would keep the reader waiting for ever.
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile() === true) return { path };
  }
  return undefined;
}

function withAlert(document: VoxlaneDocument, alert: Alert): VoxlaneDocument {
  return { ...document, alerts: [...document.alerts, alert] };
}

function missing(mediaPath: string, choice: CaptionsChoice): Alert {
  const wanted = choice.kind === 'language' ? `in "${choice.language}" ` : '';
  const message = `There are no captions ${wanted}for ${basename(mediaPath)}, so the subtitles were made from what was recognised.`;
  const name = basename(mediaPath);
  const values = choice.kind === 'language' ? { variant: 'language', name, language: choice.language } : { name };
  return { code: 'captions-missing', severity: 'error', message, stage: 'captions', values };
}

function unreadable(name: string, what: string): Alert {
  const message = `The captions ${name} were not used: ${what} The subtitles were made from what was recognised.`;
  return { code: 'captions-unreadable', severity: 'error', message, stage: 'captions', values: { name, reason: what } };
}
