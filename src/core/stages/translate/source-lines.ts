import type { VoxlaneDocument } from '../../document/types.ts';
import type { Cue } from '../../timeline/types.ts';
import { omit } from '../../document/edits/omit.ts';
import { textOfCue } from '../../document/edits/translation-operations.ts';
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

/**
 * The document as a file in the target language, as `inLanguage` makes it, with the translated lines. Lines with times of
 * their own are shown then, as several cues where they have parts.
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
    if (line === undefined) return [omit(cue, 'translations')];
    const of = textOfCue(cue);
    const said = (own: Pick<TranslatedLine, 'lines' | 'endMs'>): Pick<Cue, 'translations'> => ({
      translations: { [target]: { lines: own.lines, of, ...(own.endMs === undefined ? {} : { endMs: own.endMs }) } },
    });
    if (line.parts === undefined) return [{ ...cue, ...said(line) }];
    return line.parts.map(({ startMs, endMs, lines: shown }, index) => ({
      ...{ ...cue, id: index === 0 ? cue.id : freeId(cue.id, ids), startMs, endMs },
      ...said({ lines: shown }),
    }));
  });
  return inLanguage({ ...document, cues }, target);
}

function freeId(id: string, taken: Set<string>): string {
  for (let number = 2; ; number++) {
    const free = `${id}.${number}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}
