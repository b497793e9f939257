import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert, CircleCheck, TriangleAlert, Wrench } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RULE_PROFILES } from '../../../../core/cues/profiles.ts';
import { fixFinding } from '../../../../core/quality/fix-quality.ts';
import { QUALITY_CODES, type QualityCode, type QualityFinding } from '../../../../core/quality/finding.ts';
import { tell } from '../../../state/notices.ts';
import { selectCue, selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { transport } from '../../../state/playback.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Select } from '../../../ui/field.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { setLayout } from '../layout.ts';
import { hintKey, ruleText } from '../review/describe.ts';
import { chooseProfile, review } from '../review/review-store.ts';
import { useSession } from '../session-context.tsx';
import { FixAllDialog } from './fix-all-dialog.tsx';
import { SpellingMenu } from './spelling-menu.tsx';

const ROW_PX = 40;

/** Which rules the cues break, and what mends them. */
export function QualityPanel() {
  const { t, i18n } = useTranslation(['review', 'app']);
  const session = useSession();
  const refusalText = useRefusalText();
  const { profile, findings, ready, spelling } = useStored(review, (state) => state);
  const [only, setOnly] = useState<QualityCode | 'all'>('all');
  const [fixing, setFixing] = useState(false);
  const kinds = useMemo(
    () => QUALITY_CODES.filter((code) => findings.some((finding) => finding.code === code)),
    [findings],
  );
  const shownCode = only !== 'all' && kinds.includes(only) ? only : 'all';
  const shown = useMemo(
    () => (shownCode === 'all' ? findings : findings.filter(({ code }) => code === shownCode)),
    [findings, shownCode],
  );
  const errors = useMemo(() => findings.filter(({ severity }) => severity === 'error').length, [findings]);

  const go = (finding: QualityFinding | undefined): void => {
    if (finding === undefined) return;
    selectCue(finding.cue);
    const cue = session.document.cues[finding.index];
    if (cue !== undefined) transport()?.seek(cue.startMs);
  };
  const step = (direction: 1 | -1): void => {
    setLayout({ side: 'quality' });
    const { cueId } = selection.getState();
    const at = session.document.cues.findIndex(({ id }) => id === cueId);
    const inOrder = direction === 1 ? shown : [...shown].reverse();
    go(inOrder.find(({ index }) => (index - at) * direction > 0) ?? inOrder[0]);
  };
  const fix = (finding: QualityFinding): void => {
    const { action, changes } = fixFinding(session.document, profile, finding);
    if (action.kind === 'none') return void tell({ tone: 'info', text: t('cannotFix') });
    const label = t('fixed', { count: changes.length });
    const result = session.edit(action.operations, label);
    if (result.kind === 'refused') tell({ tone: 'warning', text: refusalText(result) });
    else announce(label, true);
  };
  useCommands({
    'quality.next': () => step(1),
    'quality.previous': () => step(-1),
    'quality.fixCue': () => {
      const own = findings.find(({ cue, code }) => cue === selection.getState().cueId && code !== 'spelling');
      if (own !== undefined) fix(own);
    },
    'quality.fixAll': () => setFixing(true),
  });
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <Select
          label={t('profile')}
          value={profile.id}
          onChange={chooseProfile}
          options={RULE_PROFILES.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="flex items-center gap-2">
          <p className="tabular flex-1 text-sm">
            {t('errors', { count: errors })} · {t('warnings', { count: findings.length - errors })}
          </p>
          <Button icon={Wrench} disabled={findings.length === 0} onClick={() => setFixing(true)}>
            {t('fixAll')}
          </Button>
        </div>
        {spelling === 'no-dictionary' && <p className="text-xs text-muted">{t('noDictionary')}</p>}
        {kinds.length > 1 && (
          <Select
            label={t('findings')}
            value={shownCode}
            onChange={setOnly}
            options={[
              { value: 'all', label: t('all') },
              ...kinds.map((code) => ({
                value: code,
                label: ruleText(t, { code, params: { value: '…', limit: '…', word: '…' } }, i18n.language),
              })),
            ]}
          />
        )}
      </div>
      {!ready ? (
        <p className="p-4 text-center text-muted">{t('app:loading')}</p>
      ) : findings.length === 0 ? (
        <Empty icon={CircleCheck} title={t('clean')} text={t('cleanText', { profile: profile.name })} />
      ) : (
        <FindingList findings={shown} onChoose={go} onFix={fix} />
      )}
      {fixing && <FixAllDialog codes={shownCode} onClose={() => setFixing(false)} />}
    </div>
  );
}

function FindingList({
  findings,
  onChoose,
  onFix,
}: {
  readonly findings: readonly QualityFinding[];
  readonly onChoose: (finding: QualityFinding) => void;
  readonly onFix: (finding: QualityFinding) => void;
}) {
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
                onClick={() => onChoose(finding)}
                className="flex h-full min-w-0 flex-1 items-center gap-2 px-3 text-left text-xs hover:bg-hover"
              >
                <Icon
                  size={14}
                  aria-hidden
                  className={`shrink-0 ${finding.severity === 'error' ? 'text-danger' : 'text-doubt'}`}
                />
                <span className="tabular w-9 shrink-0 text-muted">{finding.index + 1}</span>
                <span className="line-clamp-2">{ruleText(t, finding, i18n.language)}</span>
              </button>
              {finding.code === 'spelling' ? (
                <SpellingMenu finding={finding} />
              ) : (
                <IconButton label={t('fix')} icon={Wrench} onClick={() => onFix(finding)} />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
