import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';

const NOTHING: readonly string[] = [];
const known = new WeakMap<readonly Cue[], Map<string, readonly Cue[]>>();

/** The document as it reads in a language: cues at the same places, without text where they are not translated. */
export function inLanguage(document: VoxlaneDocument, language: string | undefined): VoxlaneDocument {
  if (language === undefined) return document;
  const { cues } = document;
  let languages = known.get(cues);
  if (languages === undefined) known.set(cues, (languages = new Map<string, readonly Cue[]>()));
  let translated = languages.get(language);
  if (translated === undefined) {
    translated = cues.map((cue) => ({ ...cue, lines: cue.translations?.[language]?.lines ?? NOTHING }));
    languages.set(language, translated);
  }
  return { ...document, language, cues: translated };
}
