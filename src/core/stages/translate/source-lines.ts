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
 * The document as a file in the target language: the same cues, times and speakers with the translated lines, except where
 * the lines have times of their own. Words belong to the language that was spoken, so it has none.
 */
export function translatedDocument(
  document: VoxlaneDocument,
  lines: readonly TranslatedLine[],
  target: string,
): VoxlaneDocument {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const ids = new Set(document.cues.map(({ id }) => id));
  const cues = document.cues.flatMap((cue): Cue[] => {
    const line = byId.get(cue.id);
    const own = { ...cue, wordIds: [] };
    if (line?.parts === undefined)
      return [{ ...own, lines: line?.lines ?? cue.lines, endMs: line?.endMs ?? cue.endMs }];
    return line.parts.map((part, index) => ({ ...own, ...part, id: index === 0 ? cue.id : freeId(cue.id, ids) }));
  });
  return { ...document, language: target, words: [], cues };
}

function freeId(id: string, taken: Set<string>): string {
  for (let number = 2; ; number++) {
    const free = `${id}.${number}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}
