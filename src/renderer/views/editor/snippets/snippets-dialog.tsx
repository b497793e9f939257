import { Scissors } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../../client/studio-context.tsx';
import { useReadOnly } from '../../../client/use-read-only.ts';
import { selection } from '../../../state/selection.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { Focused } from '../../../ui/focused.tsx';
import { fileNameOf } from '../export/export-choice.ts';
import { useDocument } from '../session-context.tsx';
import { CutProgress } from './cut-progress.tsx';
import { CutReport, CutReportButtons } from './cut-report.tsx';
import { NameOptions } from './name-options.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { rememberChoice, rememberedChoice, type SnippetChoice, type SnippetFilter, wishOf } from './snippet-choice.ts';
import { SoundOptions } from './sound-options.tsx';
import { TargetChoice, type TargetDraft, targetOf } from './target-choice.tsx';
import { useCutting } from './use-cutting.ts';
import { usePlan } from './use-plan.ts';
import { useSources } from './use-sources.ts';
import { WhatToCut } from './what-to-cut.tsx';

/** Pieces of the sound as files: which cues, how they are cut and called, and where they go. */
export function SnippetsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['snippets', 'app']);
  const host = useHost();
  const readOnly = useReadOnly();
  const sources = useSources();
  const recording = useDocument((document) => document.source?.title ?? document.media.name);
  const zipName = fileNameOf(recording, 'zip', 'snippets');
  const [choice, setChoice] = useState<SnippetChoice>(() => rememberedChoice());
  const [filter, setFilter] = useState<SnippetFilter>(() => ({
    source: selection.getState().cueIds.size > 1 ? 'selected' : sources.listed === undefined ? 'all' : 'listed',
    speakers: [],
  }));
  const [draft, setDraft] = useState<TargetDraft>({
    kind: host.kind === 'browser' ? 'zip' : 'folder',
    folder: '',
    force: false,
  });
  const { cutting, cut, stop, again } = useCutting();
  const wish = wishOf(choice, filter, filter.source === 'all' ? undefined : (sources[filter.source] ?? []));
  const plan = usePlan(JSON.stringify(wish));
  const target = targetOf(draft, readOnly);
  const count = plan.snippets.length;
  const change = (part: Partial<SnippetChoice>): void => {
    const next = { ...choice, ...part };
    rememberChoice(next);
    setChoice(next);
  };
  const close = (): void => {
    if (cutting.kind === 'cutting') stop();
    else onClose();
  };
  const footer =
    cutting.kind === 'choosing' ? (
      <Focused key="choosing" when={cutting.isBack}>
        <Button onClick={onClose}>{t('app:cancel')}</Button>
        <Button
          tone="primary"
          icon={Scissors}
          data-focus
          disabled={count === 0 || plan.busy || target === undefined}
          onClick={() => target !== undefined && cut(wish, target, count)}
        >
          {t('snippets:cut', { count })}
        </Button>
      </Focused>
    ) : cutting.kind === 'cutting' ? (
      <Focused key="cutting">
        <Button onClick={stop}>{t('snippets:stop')}</Button>
      </Focused>
    ) : (
      <Focused key="cut">
        <CutReportButtons result={cutting.result} zipName={zipName} onAgain={again} onClose={onClose} />
      </Focused>
    );
  return (
    <Dialog
      open
      wide={cutting.kind === 'choosing'}
      onClose={close}
      title={t('snippets:title')}
      {...(cutting.kind === 'choosing' ? { description: t('snippets:text') } : {})}
      footer={footer}
    >
      {cutting.kind === 'cutting' && <CutProgress cutting={cutting} />}
      {cutting.kind === 'cut' && <CutReport result={cutting.result} zipName={zipName} />}
      {cutting.kind === 'choosing' && (
        <div className="flex flex-col gap-4">
          {cutting.stopped !== undefined && (
            <p role="status" className="text-sm">
              {t(`snippets:stopped_${cutting.stopped}`)}
            </p>
          )}
          {cutting.error !== undefined && <ErrorBox error={cutting.error} />}
          <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-4">
              <WhatToCut filter={filter} sources={sources} onChange={setFilter} />
              <SoundOptions choice={choice} onChange={change} />
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <NameOptions choice={choice} problem={plan.problem} onChange={change} />
              <PlanPreview plan={plan} />
              <TargetChoice draft={draft} onChange={setDraft} />
            </div>
          </div>
        </div>
      )}
    </Dialog>
  );
}
