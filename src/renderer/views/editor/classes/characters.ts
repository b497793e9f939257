import type { Cue } from '../../../../core/timeline/types.ts';

/** The characters that speak in cues by a schema, by name. */
export function charactersOf(cues: readonly Cue[], schema: string, language: string): readonly string[] {
  const names = new Set<string>();
  for (const cue of cues) {
    const character = cue.classes?.[schema]?.character;
    if (character !== undefined) names.add(character);
  }
  return [...names].sort(new Intl.Collator(language).compare);
}
