import { type Emissions, logAdd } from './emissions.ts';
import type { FusedState, WordFusion } from './word-fusion.ts';
import type { CtcVocabulary } from './vocabulary.ts';

export interface BeamSettings {
  /** Prefixes kept after each frame. */
  readonly width: number;
  /** Prefixes this much (ln) below the best are dropped; `-Infinity` keeps all. */
  readonly pruneLogProb: number;
  /** Outputs below this (ln) in a frame are not tried there, unless they are its best. */
  readonly tokenLogProb: number;
}

export const BEAM_DEFAULTS: BeamSettings = { width: 32, pruneLogProb: -10, tokenLogProb: -5 };

export interface Hypothesis {
  /** Outputs without silent ones; marks stand between words only. */
  readonly ids: readonly number[];
  /** ln of the summed probability of all its alignments. */
  readonly acoustic: number;
  /** With the language model's share. */
  readonly total: number;
}

/** One prefix in the tree of all prefixes; the four numbers are ln probabilities of its alignments. */
interface Prefix {
  readonly parent: Prefix | undefined;
  readonly id: number;
  readonly children: Map<number, Prefix>;
  /** Ending in a silent frame, and in its own last output; `next` of the frame being made. */
  silent: number;
  spoken: number;
  nextSilent: number;
  nextSpoken: number;
  readonly mark: boolean;
  readonly word: string;
  readonly state: FusedState | undefined;
  /** Language model's share of the finished words. */
  readonly share: number;
  /** And what it holds of the word that is not finished. */
  readonly begun: number;
}

/**
 * Prefix beam search (Graves 2006; Hannun 2014): sums the alignments of each prefix, unlike a best path, and adds a language
 * model's score when a word ends. Until then a word that cannot become a known one costs as much as an unknown one: words
 * would run together otherwise, since only their end would cost anything. Returns the kept hypotheses, best first; at least one unless there are no frames.
 */
export function prefixBeam(
  emissions: Emissions,
  vocabulary: CtcVocabulary,
  settings: BeamSettings,
  fusion?: WordFusion,
): Hypothesis[] {
  const { tokens } = vocabulary;
  const spoken = tokens.flatMap((token, id) => (token.kind === 'silent' ? [] : [id]));
  const root: Prefix = {
    ...emptyPrefix(undefined, -1),
    mark: true,
    word: '',
    state: fusion?.start,
    share: 0,
    begun: 0,
  };
  root.silent = 0;
  let beam: Prefix[] = [root];
  const touched = new Set<Prefix>();

  function extend(prefix: Prefix, id: number): Prefix {
    const known = prefix.children.get(id);
    if (known !== undefined) return known;
    const token = tokens[id];
    const text = token.kind === 'text' ? token.text : '';
    const closes = token.kind !== 'text' || token.begins !== 'none';
    const ended = closes && fusion !== undefined && prefix.word !== '' && prefix.state !== undefined;
    const scored = ended ? fusion.word(prefix.state, prefix.word) : { state: prefix.state, score: 0 };
    const word = closes ? text : prefix.word + text;
    const made: Prefix = {
      ...emptyPrefix(prefix, id),
      mark: token.kind === 'mark',
      word,
      begun: word === '' ? 0 : (fusion?.begun(word) ?? 0),
      state: scored.state,
      share: prefix.share + scored.score,
    };
    prefix.children.set(id, made);
    return made;
  }

  for (let frame = 0; frame < emissions.frames; frame += 1) {
    const silence = emissions.silence[frame];
    const tried = spoken.filter(
      (id) => id === emissions.best[frame] || emissions.logProb(frame, id) >= settings.tokenLogProb,
    );
    touched.clear();
    for (const prefix of beam) {
      const both = logAdd(prefix.silent, prefix.spoken);
      prefix.nextSilent = logAdd(prefix.nextSilent, both + silence);
      touched.add(prefix);
      for (const id of tried) {
        const logProb = emissions.logProb(frame, id);
        // A mark after a mark, or before any word, parts nothing: it is the same prefix.
        if (prefix.mark && tokens[id].kind === 'mark') {
          prefix.nextSpoken = logAdd(prefix.nextSpoken, both + logProb);
          continue;
        }
        if (id === prefix.id) prefix.nextSpoken = logAdd(prefix.nextSpoken, prefix.spoken + logProb);
        const from = id === prefix.id ? prefix.silent : both;
        if (from === -Infinity) continue;
        const longer = extend(prefix, id);
        longer.nextSpoken = logAdd(longer.nextSpoken, from + logProb);
        touched.add(longer);
      }
      // The last output held on, even where it is too improbable to begin anything.
      if (prefix.id >= 0 && !tried.includes(prefix.id))
        prefix.nextSpoken = logAdd(prefix.nextSpoken, prefix.spoken + emissions.logProb(frame, prefix.id));
    }
    for (const prefix of touched) {
      prefix.silent = prefix.nextSilent;
      prefix.spoken = prefix.nextSpoken;
      prefix.nextSilent = -Infinity;
      prefix.nextSpoken = -Infinity;
    }
    beam = keepBest([...touched], settings);
  }
  return finish(beam, vocabulary, fusion);
}

function emptyPrefix(
  parent: Prefix | undefined,
  id: number,
): Pick<Prefix, 'parent' | 'id' | 'children' | 'silent' | 'spoken' | 'nextSilent' | 'nextSpoken'> {
  const none = -Infinity;
  return { parent, id, children: new Map(), silent: none, spoken: none, nextSilent: none, nextSpoken: none };
}

function scoreOf(prefix: Prefix): number {
  return logAdd(prefix.silent, prefix.spoken) + prefix.share + prefix.begun;
}

function keepBest(prefixes: readonly Prefix[], { width, pruneLogProb }: BeamSettings): Prefix[] {
  const scored = prefixes.map((prefix) => ({ prefix, score: scoreOf(prefix) })).sort((a, b) => b.score - a.score);
  const least = (scored.at(0)?.score ?? 0) + pruneLogProb;
  const kept = scored.filter(({ score }, rank) => rank < width && score > -Infinity && score >= least);
  for (const { prefix } of scored.slice(kept.length)) forget(prefix);
  return kept.map(({ prefix }) => prefix);
}

/** A prefix that fell out of the beam starts from nothing when it is reached again; one nobody extends is freed. */
function forget(prefix: Prefix): void {
  prefix.silent = -Infinity;
  prefix.spoken = -Infinity;
  if (prefix.children.size === 0) prefix.parent?.children.delete(prefix.id);
}

/** Ends the last word of each prefix, and joins prefixes that differ by a mark at their end only. */
function finish(beam: readonly Prefix[], { tokens }: CtcVocabulary, fusion: WordFusion | undefined): Hypothesis[] {
  const merged = new Map<Prefix, number>();
  for (const prefix of beam) {
    const ended = prefix.mark && prefix.parent !== undefined ? prefix.parent : prefix;
    const acoustic = logAdd(prefix.silent, prefix.spoken);
    merged.set(ended, logAdd(merged.get(ended) ?? -Infinity, acoustic));
  }
  return [...merged]
    .map(([prefix, acoustic]) => ({ ids: idsOf(prefix), acoustic, total: acoustic + lastShare(prefix, fusion) }))
    .filter(({ ids }) => ids.every((id) => tokens[id].kind !== 'silent'))
    .sort((a, b) => b.total - a.total);
}

function lastShare({ word, state, share }: Prefix, fusion: WordFusion | undefined): number {
  if (fusion === undefined || state === undefined) return share;
  const last = word === '' ? { state, score: 0 } : fusion.word(state, word);
  return share + last.score + fusion.end(last.state);
}

function idsOf(prefix: Prefix): number[] {
  const ids: number[] = [];
  for (let at: Prefix | undefined = prefix; at?.parent !== undefined; at = at.parent) ids.push(at.id);
  return ids.reverse();
}
