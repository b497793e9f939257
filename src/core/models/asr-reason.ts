import type { AsrMachine, AsrShortfall, AsrWish, PassedOver, RatedCandidate } from './asr-candidate.ts';
import type { AsrFacts } from './asr-facts.ts';
import type { InstalledModel } from './manifest.ts';

/**
 * Why a recogniser is the one that is used, as data for a sentence in the user's language. `name` is the model that is
 * used, `other` the better one that is not.
 */
export type AsrReason = { readonly name: string; readonly model: string; readonly device: string } & (
  | { readonly kind: 'demo' | 'asked' | 'begun' | 'only' | 'best' }
  /** The user's own choice, which does not know these languages. */
  | { readonly kind: 'asked-unknown'; readonly languages: readonly string[] }
  /** No model here knows these languages. */
  | { readonly kind: 'nobody-knows'; readonly languages: readonly string[] }
  | { readonly kind: 'language'; readonly other: string; readonly languages: readonly string[] }
  /** The language is not said, and the other knows few. */
  | { readonly kind: 'language-open'; readonly other: string }
  /** The other may fall into English in these. */
  | { readonly kind: 'drift'; readonly other: string; readonly languages: readonly string[] }
  | { readonly kind: 'memory'; readonly other: string; readonly needBytes: number; readonly haveBytes: number }
  | { readonly kind: 'precision'; readonly other: string; readonly wanted: string }
  | { readonly kind: 'engine'; readonly other: string }
  /** The other is better and makes only so many times real time. */
  | { readonly kind: 'speed'; readonly other: string; readonly speed: number }
  /** Nothing has enough memory; this needs least. */
  | { readonly kind: 'tight'; readonly needBytes: number; readonly haveBytes: number }
);

interface Considered {
  readonly wish: AsrWish;
  readonly machine: AsrMachine;
  readonly all: readonly RatedCandidate[];
  readonly models: readonly { readonly model: InstalledModel; readonly facts: AsrFacts }[];
  readonly passedOver: readonly PassedOver[];
}

/** The most telling reason: a better model that was not taken, and what spoke against it. */
export function reasonFor(first: RatedCandidate, { wish, all, models, passedOver }: Considered): AsrReason {
  const base = { name: first.model.manifest.name, model: first.model.manifest.id, device: first.device };
  const unknown = first.facts.languages === 'any' ? [] : unknownOf(first.facts.languages, wish.languages);
  if (base.model === wish.id)
    return unknown.length > 0 ? { ...base, kind: 'asked-unknown', languages: unknown } : { ...base, kind: 'asked' };
  if (wish.preset === 'demo' && first.model.manifest.fixture) return { ...base, kind: 'demo' };
  if (wish.id === undefined && base.model === wish.begun) return { ...base, kind: 'begun' };
  if (unknown.length > 0) return { ...base, kind: 'nobody-knows', languages: unknown };
  const lacking = passedOver.find(
    ({ model, why }) => model === first.model && why.kind === 'memory' && why.device === first.device,
  )?.why;
  if (lacking?.kind === 'memory')
    return { ...base, kind: 'tight', needBytes: lacking.needBytes, haveBytes: lacking.haveBytes };
  if (models.length === 1) return { ...base, kind: 'only' };
  const better = models
    .filter(({ model, facts }) => model !== first.model && isBetter(facts, first.facts))
    .sort((a, b) => (isBetter(a.facts, b.facts) ? -1 : 1));
  for (const { model, facts } of better) {
    const why = against(model, facts, { wish, all, passedOver });
    if (why !== undefined) return { ...base, ...why, other: model.manifest.name };
  }
  return { ...base, kind: 'best' };
}

type Against =
  | Exclude<AsrShortfall, { readonly kind: 'memory' }>
  | { readonly kind: 'memory'; readonly needBytes: number; readonly haveBytes: number }
  | { readonly kind: 'speed'; readonly speed: number }
  | { readonly kind: 'drift'; readonly languages: readonly string[] }
  | { readonly kind: 'language-open' };

function against(
  model: InstalledModel,
  { driftsIn, languages }: AsrFacts,
  { wish, all, passedOver }: Pick<Considered, 'wish' | 'all' | 'passedOver'>,
): Against | undefined {
  const shortfalls = passedOver.filter((one) => one.model === model).map(({ why }) => why);
  const ways = all.filter((one) => one.model === model);
  const hard = shortfalls.find(({ kind }) => kind !== 'memory');
  if (hard !== undefined && hard.kind !== 'memory') return hard;
  const quickest = Math.max(...ways.filter(({ quick }) => !quick).map(({ speed }) => speed ?? 0));
  const fits = ways.filter((way) => !shortfalls.some((why) => why.kind === 'memory' && why.device === way.device));
  if (fits.length === 0) {
    const nearest = shortfalls
      .flatMap((why) => (why.kind === 'memory' ? [why] : []))
      .sort((a, b) => a.needBytes - a.haveBytes - (b.needBytes - b.haveBytes))[0];
    return nearest === undefined
      ? undefined
      : { kind: 'memory', needBytes: nearest.needBytes, haveBytes: nearest.haveBytes };
  }
  if (fits.every(({ quick }) => !quick)) return { kind: 'speed', speed: quickest };
  const drifts = wish.languages.filter((code) => driftsIn.includes(code));
  if (drifts.length > 0) return { kind: 'drift', languages: drifts };
  return wish.languages.length === 0 && languages !== 'any' ? { kind: 'language-open' } : undefined;
}

function isBetter(a: AsrFacts, b: AsrFacts): boolean {
  return a.tier < b.tier || (a.tier === b.tier && a.werPercent < b.werPercent);
}

function unknownOf(known: readonly string[], wanted: readonly string[]): readonly string[] {
  return wanted.filter((code) => !known.includes(code));
}
