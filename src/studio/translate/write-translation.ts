import type { VoxlaneDocument } from '../../core/document/types.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { translatedDocument } from '../../core/stages/translate/source-lines.ts';
import type { TranslatedLine } from '../../core/stages/translate/types.ts';
import { type WrittenFile, writeOutputs } from '../write-outputs.ts';

export interface TranslationFiles {
  readonly formats: readonly string[];
  readonly folder: string;
  readonly stem: string;
}

/**
 * Writes `STEM.fr.srt` and the like: those of the formats that hold subtitles. A cue without a translation has its own
 * text. Throws `output-failed` or `disk-full`.
 */
export async function writeTranslation(
  document: VoxlaneDocument,
  language: string,
  source: string,
  { formats, folder, stem }: TranslationFiles,
): Promise<readonly WrittenFile[]> {
  const subtitles = formats.filter((format) => requireCodec(format).carries === 'cues');
  if (subtitles.length === 0) return [];
  const lines = document.cues.flatMap(({ id, translations }): TranslatedLine[] => {
    const translation = translations?.[language];
    return translation === undefined ? [] : [{ id, lines: translation.lines, flags: [] }];
  });
  const plan = { formats: subtitles, folders: [folder], stems: [`${stem}.${language}`] };
  return writeOutputs(translatedDocument(document, lines, language), source, 0, plan);
}
