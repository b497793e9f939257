import type { TFunction } from 'i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { missedTerms } from '../../../../core/stages/translate/glossary.ts';
import type { CueTranslation } from '../../../../core/timeline/cue-notes.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { standingFlags } from '../../../../core/quality/standing-flags.ts';
import { decimalText } from '../../../ui/decimal-text.ts';
import { type LineBudget, USER } from './target-line.ts';

type Translate = TFunction<'translation'>;

/** A flag of a translation in words; as it is written where a newer studio knows more of them. */
function flagText(t: Translate, flag: string): string {
  return String(t(`flag_${flag}` as 'flag_refused', { defaultValue: flag }));
}

/** All that a translation is marked with as one sentence; undefined when there is nothing. `words`: what is wrong besides. */
export function flagsText(
  t: Translate,
  translation: CueTranslation,
  words: readonly string[] = [],
): string | undefined {
  const all = [...words, ...standingFlags(translation).map((flag) => flagText(t, flag))];
  return all.length === 0 ? undefined : t('flags', { flags: all.join('; ') });
}

/** Whether lines that are being typed still lack the term that a finding is about; true for other findings. */
export function isStillMissed({ code, params }: QualityFinding, lines: readonly string[]): boolean {
  if (code !== 'term-missed') return true;
  const [source, target] = [String(params['term']), String(params['wanted'])];
  return missedTerms(source, lines.join(' '), [{ source, target }]).length > 0;
}

/** Who wrote a translation. */
export function writerText(t: Translate, { by }: Pick<CueTranslation, 'by'>): string {
  if (by === undefined) return t('copied');
  if (by === USER) return t('yours');
  return by === 'memory' ? t('fromMemory') : t('by', { engine: by });
}

/** Characters a second, written for a language. */
export function speedText({ cps }: LineBudget, locale: string): string {
  return decimalText(cps, 1, locale);
}

/** How a text stands to its room, with every figure. */
export function budgetText(t: Translate, budget: LineBudget, profile: RuleProfile, locale: string): string {
  const figures = t('budget', {
    value: speedText(budget, locale),
    max: profile.maxCps,
    width: budget.width,
    cpl: profile.maxCpl,
    lines: budget.lines,
    most: profile.maxLines,
  });
  return `${t(`budget_${budget.level}`)}: ${figures}`;
}
