import { basename } from 'node:path';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';
import { notText } from '../convert-file.ts';

/**
 * Reads a file with cues for scoring. Throws `AppError`: `format-unknown` for formats without, `format-invalid` where it
 * holds none, and what reading throws.
 */
export async function readCues(path: string): Promise<VoxlaneDocument> {
  const codec = requireCodec(path);
  if (codec.read === undefined || codec.carries === 'turns') throw noCues('format-unknown', codec.label);
  const { text } = await readTextFile(path);
  if (text.includes('\0')) throw notText(path);
  const { document } = codec.read(text, { name: basename(path), detectSpeakers: true });
  if (document.cues.length === 0) throw noCues('format-invalid', path);
  return document;
}

function noCues(code: 'format-unknown' | 'format-invalid', name: string): AppError {
  return new AppError(code, {
    what: `${name} holds no subtitles.`,
    meaning: 'There is nothing to score.',
    action: 'Give SRT, WebVTT or Voxlane JSON files.',
  });
}
