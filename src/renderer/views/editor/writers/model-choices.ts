import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { wordsOfCue } from '../../../state/document/cue-places.ts';
import type { Recogniser } from '../../../state/recognisers.ts';

/** Languages that a recogniser has to know to hear a document again; empty when none is known. */
export function languagesOf({
  language,
  languages,
}: Pick<VoxlaneDocument, 'language' | 'languages'>): readonly string[] {
  return languages ?? (language === undefined ? [] : [language]);
}

/** The recognisers that may hear cues again. Fixtures know digits only: they are for what a fixture wrote. */
export function choicesFor(
  document: Pick<VoxlaneDocument, 'language' | 'languages' | 'words'>,
  recognisers: readonly Recogniser[],
): readonly Recogniser[] {
  const wanted = languagesOf(document);
  const writers = new Set(document.words.map(({ engine }) => engine));
  const isDemo = recognisers.some(({ model: { manifest } }) => manifest.fixture && writers.has(manifest.id));
  return recognisers.filter(({ model: { manifest }, facts: { languages } }) => {
    if (manifest.fixture && !isDemo) return false;
    return languages === 'any' || wanted.every((code) => languages.includes(code));
  });
}

/** Ids of the recognisers that wrote these cues. */
export function enginesOf(document: Pick<VoxlaneDocument, 'words'>, cues: readonly Cue[]): ReadonlySet<string> {
  return new Set(cues.flatMap((cue) => wordsOfCue(document, cue).map(({ engine }) => engine)));
}
