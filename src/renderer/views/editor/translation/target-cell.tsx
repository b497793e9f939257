import type { TFunction } from 'i18next';
import { Fragment, memo } from 'react';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { cueIn, isUntranslated } from '../../../../core/document/cue-in.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { MarkedText } from '../grid/marked-text.tsx';
import { budgetText, speedText, writerText } from './line-words.ts';
import { budgetOf, directionOf } from './target-line.ts';
import { TargetMarks } from './target-marks.tsx';

const LEVEL = { fine: 'text-muted', tight: 'text-doubt', over: 'font-semibold text-danger' } as const;

/** A cue in another language on one line, with its signs and its reading speed. */
export const TargetCell = memo(function TargetCell({
  t,
  cue,
  language,
  profile,
  rules,
  locale,
}: {
  readonly t: TFunction<'translation'>;
  readonly cue: Cue;
  readonly language: string;
  readonly profile: RuleProfile;
  /** Texts of broken rules. */
  readonly rules: TFunction<'review'>;
  /** Language of the window. */
  readonly locale: string;
}) {
  const translation = cue.translations?.[language];
  const shown = cueIn(cue, language);
  if (translation === undefined || shown === undefined) {
    return cue.lines.length === 0 ? undefined : <span className="text-muted italic">{t('missing')}</span>;
  }
  const budget = budgetOf(shown, profile);
  return (
    <span className="flex items-center gap-1.5">
      <span
        dir={directionOf(language)}
        lang={language}
        title={writerText(t, translation)}
        className={`block min-w-0 flex-1 overflow-clip text-ellipsis font-(family-name:--editor-font) ${isUntranslated(cue, language) ? 'text-muted italic' : ''}`}
      >
        {translation.lines.map((line, index) => (
          <Fragment key={index}>
            {index > 0 && <span className="mx-1 text-muted select-none">↵</span>}
            <MarkedText text={line} />
          </Fragment>
        ))}
      </span>
      <TargetMarks t={t} cue={cue} language={language} translation={translation} rules={rules} locale={locale} />
      <span
        role="img"
        title={budgetText(t, budget, profile, locale)}
        aria-label={budgetText(t, budget, profile, locale)}
        className={`tabular w-9 shrink-0 text-right ${LEVEL[budget.level]}`}
      >
        {budget.level === 'over' && '! '}
        {speedText(budget, locale)}
      </span>
    </span>
  );
});
