import type { CatalogueEntry } from './catalogue.ts';
import { modelBytes } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/** What the choice of a recogniser rests on, beside memory and speed. */
export interface AsrFacts {
  /** What is the same model in all its files and precisions. */
  readonly family: string;
  readonly quantisation: string | undefined;
  /** 1 is best; see the catalogue. */
  readonly tier: number;
  /** Errors to expect in read English, in percent: published, or guessed from the size. */
  readonly werPercent: number;
  readonly languages: readonly string[] | 'any';
  /** Languages that it lists and now and then leaves for English. */
  readonly driftsIn: readonly string[];
  readonly entry: CatalogueEntry | undefined;
}

const TIER_OF_CTC = 4;
const TIER_OF_OTHERS = 3;

/**
 * What is known of an installed recogniser: from its catalogue entry, else from one of its family, by name. Its own
 * manifest says which languages it knows, where it says any.
 */
export function asrFacts(model: InstalledModel, entries: readonly CatalogueEntry[]): AsrFacts {
  const { id, task, languages } = model.manifest;
  const own = entries.find((entry) => entry.id === id);
  const kin = own ?? relative(id, entries);
  const known = languages.length > 0 ? languages : (kin?.languages ?? []);
  return {
    family: kin?.family ?? id,
    quantisation: own?.quantisation,
    tier: kin?.tier ?? (task === 'ctc' ? TIER_OF_CTC : TIER_OF_OTHERS),
    werPercent: own?.werPercent ?? guessedWer(modelBytes(model)),
    languages: known.length > 0 ? known : 'any',
    driftsIn: kin?.driftsIn ?? [],
    entry: own,
  };
}

/** An entry of the longest family that an id begins with. */
function relative(id: string, entries: readonly CatalogueEntry[]): CatalogueEntry | undefined {
  const kin = entries.filter(({ family }) => family !== undefined && id.startsWith(family));
  return [...kin].sort((a, b) => (b.family?.length ?? 0) - (a.family?.length ?? 0))[0];
}

/** Along the published figures of Whisper tiny, base and small by their size: more weights, fewer errors. */
function guessedWer(bytes: number): number {
  return 7.53 * (Math.max(1, bytes) / 153_000_000) ** -0.44;
}
