import { basename } from 'node:path';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Diagnostic } from '../core/formats/codec.ts';
import { requireCodec } from '../core/formats/registry.ts';
import { readTextFile } from '../platform/text/read-text-file.ts';
import { AppError } from '../shared/app-error.ts';
import { notText } from './convert-file.ts';

/** Reads the cues of a file for work on them. Throws what reading throws, and `format-unknown` for files without cues. */
export async function readCues(
  path: string,
): Promise<{ readonly document: VoxlaneDocument; readonly diagnostics: readonly Diagnostic[] }> {
  const codec = requireCodec(path);
  if (codec.read === undefined || codec.carries === 'turns') throw noCues(codec.label);
  const source = await readTextFile(path);
  if (source.text.includes('\0')) throw notText(path);
  const read = codec.read(source.text, { name: basename(path), detectSpeakers: true });
  if (read.document.cues.length === 0) throw noCues(basename(path));
  return { document: read.document, diagnostics: [...source.diagnostics, ...read.diagnostics] };
}

/** The error for files without cues. */
export function noCues(name: string): AppError {
  return new AppError('format-unknown', {
    what: `${name} holds no subtitles.`,
    meaning: 'Nothing was sent or written.',
    action: 'Give an SRT, WebVTT or JSON file; `voxlane transcribe` makes one of a recording.',
  });
}
