import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { misspeltIn } from '../../../../core/quality/spelling.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { useStored } from '../../../state/store.ts';
import { decimalText } from '../../../ui/decimal-text.ts';
import { cpsOf, issuesOf, paceOf } from '../grid/cue-figures.ts';
import { ruleText } from '../review/describe.ts';
import { review } from '../review/review-store.ts';

const PACE = { good: 'text-muted', fast: 'text-doubt', 'too-fast': 'font-semibold text-danger' } as const;

/** Reading speed of the cue as it is typed, and the rules and words that are wrong in it. */
export function CueHints({
  cue,
  previous,
  profile,
}: {
  readonly cue: Cue;
  readonly previous: Cue | undefined;
  readonly profile: RuleProfile;
}) {
  const { t, i18n } = useTranslation('cues');
  const { t: rules } = useTranslation('review');
  const cps = cpsOf(cue, profile);
  const issues = issuesOf(cue, previous, profile);
  const found = useStored(review, ({ findingsOfCue }) => findingsOfCue.get(cue.id));
  const misspelt = misspeltIn(
    cue,
    new Set(found?.flatMap(({ code, params }) => (code === 'spelling' ? String(params['word']) : []))),
  );
  const value = decimalText(cps, 1, i18n.language);
  return (
    <div className="flex min-h-5 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs">
      <span
        className={`tabular ${PACE[paceOf(cps, profile)]}`}
        title={t('cpsHint', { value, optimal: profile.optimalCps, max: profile.maxCps })}
      >
        {t('cpsOf', { value })}
      </span>
      {issues.length + misspelt.length === 0 && (
        <span className="inline-flex items-center gap-1 text-good">
          <CircleCheck size={14} aria-hidden />
          {t('fine')}
        </span>
      )}
      {issues.map(({ kind, value: is, limit }) => (
        <span key={kind} className="inline-flex items-center gap-1 text-danger">
          <TriangleAlert size={14} aria-hidden />
          {ruleText(rules, { code: kind, params: { value: is, limit } }, i18n.language)}
        </span>
      ))}
      {misspelt.map((word) => (
        <span key={word} className="inline-flex items-center gap-1 text-doubt">
          <TriangleAlert size={14} aria-hidden />
          {ruleText(rules, { code: 'spelling', params: { word } }, i18n.language)}
        </span>
      ))}
    </div>
  );
}
