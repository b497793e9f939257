import type { VoxlaneDocument } from '../../document/types.ts';
import type { Cue } from '../../timeline/types.ts';
import { textOfCue } from '../../document/edits/same-text.ts';
import { inLanguage } from '../../document/in-language.ts';
import type { SourceLine, TranslatedLine } from './types.ts';

/** The cues of a document as the translation reads them. */
export function sourceLines({ cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>): SourceLine[] {
  const names = new Map(speakers.map((speaker) => [speaker.id, speaker.name]));
  return cues.map((cue) => {
    const { id, startMs, endMs, lines, lineSpeakers } = cue;
    const speaker = cue.speaker === undefined ? undefined : names.get(cue.speaker);
    return {
      id,
      startMs,
      endMs,
      lines,
      ...(speaker === undefined ? {} : { speaker }),
      ...(lineSpeakers === undefined ? {} : { apart: true }),
    };
  });
}

/** The document as a file in the target language, as `inLanguage` makes it, with the translated lines. */
export function translatedDocument(
  document: VoxlaneDocument,
  lines: readonly TranslatedLine[],
  target: string,
): VoxlaneDocument {
  const byId = new Map(lines.map((line) => [line.id, line.lines]));
  const cues = document.cues.map((cue): Cue => {
    const translated = byId.get(cue.id);
    const own = translated === undefined ? {} : { [target]: { lines: translated, of: textOfCue(cue) } };
    return { ...cue, translations: own };
  });
  return inLanguage({ ...document, cues }, target);
}
