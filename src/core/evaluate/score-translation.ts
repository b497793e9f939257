import { checkCues } from '../cues/qc.ts';
import type { RuleProfile } from '../cues/profiles.ts';
import type { GlossaryTerm } from '../document/notes/glossary-term.ts';
import { stripMarkup } from '../document/markup.ts';
import { bleu, chrF2, type TranslationPair } from '../metrics/translation-scores.ts';
import { missedTerms } from '../stages/translate/glossary.ts';
import type { Cue } from '../timeline/types.ts';
import { pairCues, textOfCues } from './pair-cues.ts';
import type { TranslationSide } from './translation-side.ts';

export interface TranslationOptions {
  /** Reading speed is held against it. */
  readonly profile: RuleProfile;
  readonly glossary: readonly GlossaryTerm[];
  /** The cues in their own language; what the hypothesis itself holds when left out. */
  readonly source?: readonly Cue[];
}

/** A term that a translation does not say. */
interface MissedTerm {
  readonly cue: string;
  readonly source: string;
  readonly target: string;
}

export interface TranslationScores {
  /** 0..100, over all pairs. */
  readonly chrF2: number;
  readonly bleu: number;
  /** Cues of the hypothesis and of the reference. */
  readonly cues: number;
  readonly referenceCues: number;
  /** Reference cues that nothing stands for, and cues that stand for none. */
  readonly missing: number;
  readonly extra: number;
  /** Cues faster than the profile allows. */
  readonly tooFast: number;
  /** Against the source, where it is known: cues more or fewer, and cues whose times were changed. */
  readonly timing?: { readonly sourceCues: number; readonly moved: number };
  /** Where a source and a glossary are known. `present`: how often terms are said in the source. */
  readonly terms?: { readonly present: number; readonly said: number; readonly missed: readonly MissedTerm[] };
  /** Cues that still say what the source says; where the source is known. */
  readonly untranslated?: number;
  /** Cues whose source was changed since; where the file holds both. */
  readonly outOfDate?: number;
}

/** Scores of one recording, and what totals are made of. */
export interface ScoredTranslation {
  readonly scores: TranslationScores;
  readonly pairs: readonly TranslationPair[];
}

/** Scores a translation against a reference in the same language. Pure. */
export function scoreTranslation(
  reference: TranslationSide,
  hypothesis: TranslationSide,
  { profile, glossary, source: given }: TranslationOptions,
): ScoredTranslation {
  const paired = pairCues(reference.cues, hypothesis.cues);
  const pairs = paired.map((pair) => ({
    reference: textOfCues(pair.reference),
    hypothesis: textOfCues(pair.hypothesis),
  }));
  const source = given ?? hypothesis.source;
  const shown = hypothesis.cues.map((cue) => ({ ...cue, lines: cue.lines.map(stripMarkup) }));
  const scores: TranslationScores = {
    chrF2: chrF2(pairs),
    bleu: bleu(pairs),
    cues: hypothesis.cues.length,
    referenceCues: reference.cues.length,
    missing: paired
      .filter((pair) => pair.hypothesis.length === 0)
      .reduce((sum, pair) => sum + pair.reference.length, 0),
    extra: paired.filter((pair) => pair.reference.length === 0).reduce((sum, pair) => sum + pair.hypothesis.length, 0),
    tooFast: checkCues(shown, profile).filter(({ kind }) => kind === 'cps').length,
    ...(source === undefined ? {} : againstSource(source, reference.cues, hypothesis, glossary)),
    ...(hypothesis.outOfDate === undefined ? {} : { outOfDate: hypothesis.outOfDate }),
  };
  return { scores, pairs };
}

/** Scores over several recordings, each line counted once. */
export function totalTranslation(recordings: readonly ScoredTranslation[]): TranslationScores {
  const pairs = recordings.flatMap((recording) => recording.pairs);
  const all = recordings.map(({ scores }) => scores);
  const sum = (of: (scores: TranslationScores) => number): number =>
    all.reduce((total, scores) => total + of(scores), 0);
  const timed = all.flatMap(({ timing }) => timing ?? []);
  const termed = all.flatMap(({ terms }) => terms ?? []);
  return {
    chrF2: chrF2(pairs),
    bleu: bleu(pairs),
    cues: sum(({ cues }) => cues),
    referenceCues: sum(({ referenceCues }) => referenceCues),
    missing: sum(({ missing }) => missing),
    extra: sum(({ extra }) => extra),
    tooFast: sum(({ tooFast }) => tooFast),
    ...(timed.length === 0
      ? {}
      : {
          timing: {
            sourceCues: timed.reduce((total, { sourceCues }) => total + sourceCues, 0),
            moved: timed.reduce((total, { moved }) => total + moved, 0),
          },
        }),
    ...(termed.length === 0
      ? {}
      : {
          terms: {
            present: termed.reduce((total, { present }) => total + present, 0),
            said: termed.reduce((total, { said }) => total + said, 0),
            missed: termed.flatMap(({ missed }) => missed),
          },
        }),
    ...(all.every(({ untranslated }) => untranslated === undefined)
      ? {}
      : { untranslated: sum(({ untranslated = 0 }) => untranslated) }),
    ...(all.every(({ outOfDate }) => outOfDate === undefined)
      ? {}
      : { outOfDate: sum(({ outOfDate = 0 }) => outOfDate) }),
  };
}

function againstSource(
  source: readonly Cue[],
  reference: readonly Cue[],
  hypothesis: TranslationSide,
  glossary: readonly GlossaryTerm[],
): Pick<TranslationScores, 'timing' | 'terms' | 'untranslated'> {
  const pairs = pairCues(source, hypothesis.cues).filter((pair) => pair.reference.length > 0);
  let present = 0;
  const missed: MissedTerm[] = [];
  for (const pair of glossary.length === 0 ? [] : pairs) {
    const said = textOfCues(pair.reference);
    // What an empty translation misses is all that is there.
    present += missedTerms(said, '', glossary).length;
    for (const term of missedTerms(said, textOfCues(pair.hypothesis), glossary)) {
      missed.push({ cue: pair.reference[0]?.id ?? '', source: term.source, target: term.target });
    }
  }
  return {
    timing: { sourceCues: source.length, moved: movedCues(source, hypothesis.cues) },
    ...(glossary.length === 0 ? {} : { terms: { present, said: present - missed.length, missed } }),
    untranslated: hypothesis.untranslated ?? echoes(source, reference, hypothesis.cues),
  };
}

/** Source cues at whose times the translation has none. */
function movedCues(source: readonly Cue[], translated: readonly Cue[]): number {
  const left = new Map<string, number>();
  const timesOf = ({ startMs, endMs }: Cue): string => `${startMs}-${endMs}`;
  for (const cue of translated) left.set(timesOf(cue), (left.get(timesOf(cue)) ?? 0) + 1);
  return source.filter((cue) => {
    const count = left.get(timesOf(cue)) ?? 0;
    left.set(timesOf(cue), count - 1);
    return count <= 0;
  }).length;
}

/** Cues that say the words of the source, where the reference does not: names are the same in every language. */
function echoes(source: readonly Cue[], reference: readonly Cue[], translated: readonly Cue[]): number {
  const same = new Set(
    pairCues(source, reference)
      .filter((pair) => isEcho(textOfCues(pair.reference), textOfCues(pair.hypothesis)))
      .flatMap((pair) => pair.reference),
  );
  return pairCues(source, translated).filter(
    (pair) =>
      isEcho(textOfCues(pair.reference), textOfCues(pair.hypothesis)) && pair.reference.some((cue) => !same.has(cue)),
  ).length;
}

function isEcho(source: string, translation: string): boolean {
  const words = (text: string): string => (text.toLocaleLowerCase('und').match(/\p{L}+/gu) ?? []).join(' ');
  return words(source) !== '' && words(source) === words(translation);
}
