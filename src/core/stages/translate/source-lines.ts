import type { VoxlaneDocument } from '../../document/types.ts';
import type { Cue } from '../../timeline/types.ts';
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

/**
 * The document as a file in the target language: the same cues, times and speakers with the translated lines. Words belong
 * to the language that was spoken, so it has none.
 */
export function translatedDocument(
  document: VoxlaneDocument,
  lines: readonly TranslatedLine[],
  target: string,
): VoxlaneDocument {
  const byId = new Map(lines.map((line) => [line.id, line.lines]));
  const cues = document.cues.map((cue): Cue => ({ ...cue, lines: byId.get(cue.id) ?? cue.lines, wordIds: [] }));
  return { ...document, language: target, words: [], cues };
}
