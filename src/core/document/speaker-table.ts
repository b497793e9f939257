import type { Speaker, SpeakerId } from '../timeline/types.ts';

/** Gives every speaker name of an imported file one id (`S1`, `S2`, ... in order of first appearance). */
export class SpeakerTable {
  private readonly byName = new Map<string, Speaker>();

  /** The id of `name`, new on first sight. */
  idOf(name: string): SpeakerId {
    const known = this.byName.get(name);
    if (known !== undefined) return known.id;
    const speaker: Speaker = { id: `S${this.byName.size + 1}`, name };
    this.byName.set(name, speaker);
    return speaker.id;
  }

  list(): Speaker[] {
    return [...this.byName.values()];
  }
}

/** Maps ids to shown names; an id without a speaker entry, or with an empty name, is its own name. */
export function speakerNames(speakers: readonly Speaker[]): (id: SpeakerId) => string {
  const names = new Map(speakers.map((speaker) => [speaker.id, speaker.name]));
  return (id) => {
    const name = names.get(id)?.trim();
    return name === undefined || name === '' ? id : name;
  };
}
