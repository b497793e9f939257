import { CircleCheck, Wrench } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RULE_PROFILES } from '../../../../core/cues/profiles.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { isMendable } from '../../../../core/quality/fix-translation.ts';
import { QUALITY_CODES, type QualityCode, type QualityFinding } from '../../../../core/quality/finding.ts';
import { tell, tellRefused } from '../../../state/notices.ts';
import { selectCue, selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { transport } from '../../../state/playback.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { Button } from '../../../ui/button.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Select } from '../../../ui/field.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { setLayout } from '../layout.ts';
import { ruleText } from '../review/describe.ts';
import { chooseProfile, review } from '../review/review-store.ts';
import { useSession } from '../session-context.tsx';
import { languageWork } from '../translation/language-work.ts';
import { RunningWork } from '../translation/running-work.tsx';
import { chooseLanguage } from '../translation/target-languages.ts';
import { FindingList } from './finding-list.tsx';
import { FixAllDialog } from './fix-all-dialog.tsx';
import { fixOne } from './fixes.ts';
import { ScopeSelect } from './scope-select.tsx';
import { useScope } from './use-scope.ts';

/** Which rules the cues and their translations break, and what mends them. */
export function QualityPanel() {
  const { t, i18n } = useTranslation(['review', 'app']);
  const session = useSession();
  const refusalText = useRefusalText();
  const { profile, findings: all, ready, spelling } = useStored(review, (state) => state);
  const { scope, setScope, languages, findings } = useScope(all);
  const running = useStored(languageWork, (state) => state.running);
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
    if (finding.language !== undefined) chooseLanguage(finding.language);
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
    const { action, changes } = fixOne(session.document, profile, finding);
    if (action.kind === 'none') return void tell({ tone: 'info', text: t(whyNot(session.document, finding)) });
    const label = t('fixed', { count: changes.length });
    const result = session.edit(action.operations, label);
    if (result.kind === 'refused') tellRefused(refusalText(result));
    else announce(label, true);
  };
  const again = (finding: QualityFinding): void => {
    go(finding);
    runCommand('translation.again');
  };
  useCommands({
    'quality.next': () => step(1),
    'quality.previous': () => step(-1),
    'quality.fixCue': () => {
      const own = findings.find(
        ({ cue, code, language }) =>
          cue === selection.getState().cueId && (language === undefined ? code !== 'spelling' : isMendable(code)),
      );
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
        <ScopeSelect scope={scope} languages={languages} findings={all} onChange={setScope} />
        <div className="flex items-center gap-2">
          <p className="tabular flex-1 text-sm">
            {t('errors', { count: errors })} · {t('warnings', { count: findings.length - errors })}
          </p>
          <Button icon={Wrench} disabled={findings.length === 0} onClick={() => setFixing(true)}>
            {t('fixAll')}
          </Button>
        </div>
        {running?.document === session.id && <RunningWork work={running} />}
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
        <FindingList findings={shown} onChoose={go} onFix={fix} onAgain={again} />
      )}
      {fixing && (
        <FixAllDialog codes={shownCode} scope={scope} languages={languages} onClose={() => setFixing(false)} />
      )}
    </div>
  );
}

/** Why a finding cannot be mended here, as the key of a text. */
function whyNot({ cues }: Pick<VoxlaneDocument, 'cues'>, { language, index }: QualityFinding) {
  const cue = cues[index];
  const translation = language === undefined ? undefined : cue?.translations?.[language];
  if (cue === undefined || translation === undefined) return 'cannotFix';
  if (translation.locked === true) return 'lockedLine';
  return isOutdated(cue, translation) ? 'staleLine' : 'notMended';
}
