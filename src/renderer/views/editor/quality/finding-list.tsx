import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert, RefreshCw, TriangleAlert, Wrench } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { isMendable } from '../../../../core/quality/fix-translation.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';
import { languageName } from '../../home/names.ts';
import { hintKey, ruleText } from '../review/describe.ts';
import { SpellingMenu } from './spelling-menu.tsx';

const ROW_PX = 40;

/** What is to be done with a finding. */
export interface FindingActions {
  readonly onChoose: (finding: QualityFinding) => void;
  readonly onFix: (finding: QualityFinding) => void;
  /** Has its translation made again. */
  readonly onAgain: (finding: QualityFinding) => void;
}

/** Broken rules, each with what mends it. Long lists draw only what is seen. */
export function FindingList({
  findings,
  ...actions
}: FindingActions & { readonly findings: readonly QualityFinding[] }) {
  const { t, i18n } = useTranslation('review');
  const current = useStored(selection, (state) => state.cueId);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <ol aria-label={t('findings')} className="relative" style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const finding = findings[index];
          if (finding === undefined) return undefined;
          const Icon = finding.severity === 'error' ? CircleAlert : TriangleAlert;
          return (
            <li
              key={key}
              className={`absolute inset-x-0 flex items-center border-b border-line pr-1 ${finding.cue === current ? 'bg-selected' : ''}`}
              style={{ top: `${start}px`, height: `${ROW_PX}px` }}
            >
              <button
                type="button"
                title={t(hintKey(finding.code))}
                onClick={() => actions.onChoose(finding)}
                className="flex h-full min-w-0 flex-1 items-center gap-2 px-3 text-left text-xs hover:bg-hover"
              >
                <Icon
                  size={14}
                  aria-hidden
                  className={`shrink-0 ${finding.severity === 'error' ? 'text-danger' : 'text-doubt'}`}
                />
                <span className="tabular w-9 shrink-0 text-muted">{finding.index + 1}</span>
                <span className="line-clamp-2">
                  {finding.language !== undefined && (
                    <LanguageMark language={finding.language} locale={i18n.language} />
                  )}
                  {ruleText(t, finding, i18n.language)}
                </span>
              </button>
              <Remedy finding={finding} {...actions} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The code of a language, with its name for those who point at it or hear it. */
export function LanguageMark({ language, locale }: { readonly language: string; readonly locale: string }) {
  const name = languageName(language, locale);
  return (
    <span title={name} className="mr-1.5 rounded-sm bg-sunken px-1 text-muted">
      <span aria-hidden>{language}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

function Remedy({ finding, onFix, onAgain }: FindingActions & { readonly finding: QualityFinding }) {
  const { t } = useTranslation('review');
  const { language, code } = finding;
  if (language === undefined && code === 'spelling') return <SpellingMenu finding={finding} />;
  return language === undefined || isMendable(code) ? (
    <IconButton label={t('fix')} icon={Wrench} onClick={() => onFix(finding)} />
  ) : (
    <IconButton label={t('again')} icon={RefreshCw} onClick={() => onAgain(finding)} />
  );
}
