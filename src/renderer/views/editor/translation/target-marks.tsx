import type { TFunction } from 'i18next';
import { Flag, Hourglass, Lock, type LucideIcon, Pencil, RefreshCwOff } from 'lucide-react';
import type { CueTranslation } from '../../../../core/timeline/cue-notes.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import { ruleText } from '../review/describe.ts';
import { flagsText, writerText } from './line-words.ts';
import { USER } from './target-line.ts';
import { useLineWords } from './use-line-words.ts';

/** Signs of a translated line: what to look at, out of date, locked, a person's own. */
export function TargetMarks({
  t,
  cue,
  language,
  translation,
  rules,
  locale,
}: {
  readonly t: TFunction<'translation'>;
  readonly cue: Cue;
  readonly language: string;
  readonly translation: CueTranslation;
  /** Texts of broken rules. */
  readonly rules: TFunction<'review'>;
  /** Language of the window. */
  readonly locale: string;
}) {
  const words = useLineWords(cue.id, language).map((found) => ruleText(rules, found, locale));
  const flags = flagsText(t, translation, words);
  const longerMs = (translation.endMs ?? cue.endMs) - cue.endMs;
  return (
    <>
      {longerMs > 0 && (
        <Mark icon={Hourglass} label={t('staysLonger', { seconds: longerMs / 1000 })} className="text-muted" />
      )}
      {flags !== undefined && <Mark icon={Flag} label={flags} className="text-doubt" />}
      {isOutdated(cue, translation) && <Mark icon={RefreshCwOff} label={t('outOfDate')} className="text-doubt" />}
      {translation.locked === true && <Mark icon={Lock} label={t('locked')} className="text-accent" />}
      {translation.by === USER && <Mark icon={Pencil} label={writerText(t, translation)} className="text-muted" />}
    </>
  );
}

function Mark({
  icon: Icon,
  label,
  className,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly className: string;
}) {
  return (
    <span role="img" title={label} aria-label={label} className="inline-flex shrink-0">
      <Icon size={14} aria-hidden className={className} />
    </span>
  );
}
