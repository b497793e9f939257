import type { TFunction } from 'i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { CueTranslation } from '../../../../core/timeline/cue-notes.ts';
import { decimalText } from '../../../ui/decimal-text.ts';
import { type LineBudget, USER } from './target-line.ts';

type Translate = TFunction<'translation'>;

/** A flag of a translation in words; as it is written where a newer studio knows more of them. */
function flagText(t: Translate, flag: string): string {
  return String(t(`flag_${flag}` as 'flag_refused', { defaultValue: flag }));
}

/** All flags of a translation as one sentence; undefined when there is none. */
export function flagsText(t: Translate, { flags = [] }: Pick<CueTranslation, 'flags'>): string | undefined {
  if (flags.length === 0) return undefined;
  return t('flags', { flags: flags.map((flag) => flagText(t, flag)).join('; ') });
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
