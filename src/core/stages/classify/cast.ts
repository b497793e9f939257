import { comparable } from '../../llm/similarity.ts';

/** Characters of one voice that a prompt names; a table has few, and a list that grows is a model that invents. */
const MOST_NAMES = 20;

/** Which characters each speaker plays, as far as it is known. The first spelling of a name stays. */
export class Cast {
  readonly #bySpeaker = new Map<string, Map<string, string>>();
  /** Spellings by comparable name, whoever plays them: a game master may play everybody once. */
  readonly #spellings = new Map<string, string>();

  constructor(known: ReadonlyMap<string, readonly string[]>) {
    for (const [speaker, names] of known) for (const name of names) this.add(speaker, name);
  }

  /** Notes a character, and gives its name as it was first spelled. */
  add(speaker: string | undefined, name: string): string {
    const key = comparable(name);
    const spelling = this.#spellings.get(key) ?? name;
    this.#spellings.set(key, spelling);
    if (speaker !== undefined) {
      const names = this.#bySpeaker.get(speaker) ?? new Map<string, string>();
      this.#bySpeaker.set(speaker, names.set(key, spelling));
    }
    return spelling;
  }

  /** The characters of some speakers, for a prompt. */
  of(speakers: Iterable<string>): Readonly<Record<string, readonly string[]>> {
    const known = [...new Set(speakers)].flatMap((speaker) => {
      const names = this.#bySpeaker.get(speaker);
      return names === undefined ? [] : [[speaker, [...names.values()].slice(0, MOST_NAMES)] as const];
    });
    return Object.fromEntries(known);
  }
}
