import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { largeDocument } from './large-document.ts';

/** A talk that is translated to French but for its last cue, and sorted by who is speaking: every other cue a character. */
export function notedDocument(cues: number): VoxlaneDocument {
  const document = largeDocument({ cues, wordsPerCue: 6, speakers: 2 });
  return {
    ...document,
    language: 'en',
    translations: [{ language: 'fr' }],
    classSchemas: [
      {
        ...{ id: 'voice', name: 'In or out of character', question: 'Who speaks?', characters: true, evidence: false },
        labels: [
          { id: 'in', name: 'In character', meaning: 'A character speaks.' },
          { id: 'out', name: 'Out of character', meaning: 'A player speaks.' },
        ],
      },
    ],
    cues: document.cues.map((cue, at) => ({
      ...cue,
      ...(at === cues - 1
        ? {}
        : { translations: { fr: { lines: [`Réplique ${at + 1}.`], of: cue.lines.join('\n'), by: 'm' } } }),
      classes: {
        voice: at % 2 === 0 ? { label: 'in', character: 'Mira', confidence: 0.9, by: 'm' } : { label: 'out', by: 'm' },
      },
    })),
  };
}
