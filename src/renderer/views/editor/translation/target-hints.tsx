import { Flag, Hourglass, RefreshCwOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import { issuesOf } from '../grid/cue-figures.ts';
import { ruleText } from '../review/describe.ts';
import { budgetText, flagsText, isStillMissed, speedText, writerText } from './line-words.ts';
import { budgetOf } from './target-line.ts';
import { useLineWords } from './use-line-words.ts';

const LEVEL = { fine: 'text-good', tight: 'text-doubt', over: 'font-semibold text-danger' } as const;
/** Rules that a translation can break where its source does not. */
const OWN_RULES: readonly string[] = ['cps', 'wpm', 'cpl', 'lines'];

/** Room and reading speed of the translation as it is typed, who wrote it, and what is wrong with it. */
export function TargetHints({
  cue,
  typed,
  language,
  profile,
}: {
  readonly cue: Cue;
  /** The cue with the lines that are typed. */
  readonly typed: Cue;
  readonly language: string;
  readonly profile: RuleProfile;
}) {
  const { t, i18n } = useTranslation('translation');
  const { t: rules } = useTranslation('review');
  const translation = cue.translations?.[language];
  const found = useLineWords(cue.id, language);
  if (typed.lines.length === 0 && translation === undefined) return undefined;
  const budget = budgetOf(typed, profile);
  const issues = issuesOf(typed, undefined, profile).filter(({ kind }) => OWN_RULES.includes(kind));
  const longerMs = (translation?.endMs ?? cue.endMs) - cue.endMs;
  const words = found
    .filter((item) => isStillMissed(item, typed.lines))
    .map((item) => ruleText(rules, item, i18n.language));
  const flags = translation && flagsText(t, translation, words);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs">
      <span title={budgetText(t, budget, profile, i18n.language)} className={`tabular ${LEVEL[budget.level]}`}>
        {t(`budget_${budget.level}`)} · {speedText(budget, i18n.language)} CPS
      </span>
      {translation !== undefined && <span className="text-muted">{writerText(t, translation)}</span>}
      {longerMs > 0 && (
        <span className="inline-flex items-center gap-1 text-muted">
          <Hourglass size={14} aria-hidden className="shrink-0" />
          {t('staysLonger', { seconds: longerMs / 1000 })}
        </span>
      )}
      {issues.map(({ kind, value, limit }) => (
        <span key={kind} className="inline-flex items-center gap-1 text-danger">
          <TriangleAlert size={14} aria-hidden className="shrink-0" />
          {ruleText(rules, { code: kind, params: { value, limit } }, i18n.language)}
        </span>
      ))}
      {flags !== undefined && (
        <span className="inline-flex items-center gap-1 text-doubt">
          <Flag size={14} aria-hidden className="shrink-0" />
          {flags}
        </span>
      )}
      {translation !== undefined && isOutdated(cue, translation) && (
        <span className="inline-flex items-center gap-1 text-doubt" title={t('madeFrom', { text: translation.of })}>
          <RefreshCwOff size={14} aria-hidden className="shrink-0" />
          {t('outOfDate')}
        </span>
      )}
    </div>
  );
}
