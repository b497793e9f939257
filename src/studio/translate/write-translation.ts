import type { VoxlaneDocument } from '../../core/document/types.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { fileInLanguage } from '../../core/stages/translate/file-in-language.ts';
import { type WrittenFile, writeOutputs } from '../write-outputs.ts';

export interface TranslationFiles {
  readonly formats: readonly string[];
  readonly folder: string;
  readonly stem: string;
}

/**
 * Writes `STEM.fr.srt` and the like: those of the formats that hold subtitles. A cue without a translation has its own
 * text; lines end, and are divided, as the language wishes. Throws `output-failed` or `disk-full`.
 */
export async function writeTranslation(
  document: VoxlaneDocument,
  language: string,
  source: string,
  { formats, folder, stem }: TranslationFiles,
): Promise<readonly WrittenFile[]> {
  const subtitles = formats.filter((format) => requireCodec(format).carries === 'cues');
  if (subtitles.length === 0) return [];
  const plan = { formats: subtitles, folders: [folder], stems: [`${stem}.${language}`] };
  return writeOutputs(fileInLanguage(document, language), source, 0, plan);
}
