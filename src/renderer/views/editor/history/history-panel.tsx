import { History, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryStep } from '../../../../contract/document-calls.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { takeTurns } from '../../../state/take-turns.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { useRows } from '../grid/use-rows.ts';
import { useLocked, useOpen, useSession } from '../session-context.tsx';
import { ConflictList } from './conflict-list.tsx';
import { useHistory } from './use-history.ts';
import { useRestore } from './use-restore.ts';
import { liveCount, shownSteps, wayTo } from './way-to.ts';

const ROW_PX = 32;

/** Every step with its name; a press goes back to it, or on again. */
export function HistoryPanel() {
  const { t } = useTranslation('history');
  const steps = useHistory();
  const restore = useRestore();
  const readOnly = useLocked();
  const edited = useOpen((open) => open.edited);
  if (steps === undefined) return undefined;
  const shown = shownSteps(steps);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ConflictList />
      {!readOnly && edited && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line p-2">
          <Button icon={RotateCcw} title={t('restoreHelp')} onClick={() => restore('file')}>
            {t('restore')}
          </Button>
        </div>
      )}
      {shown.length === 0 ? (
        <Empty icon={History} title={t('emptyTitle')} text={t('emptyText')} />
      ) : (
        <StepList steps={shown} />
      )}
    </div>
  );
}

function StepList({ steps }: { readonly steps: readonly HistoryStep[] }) {
  const { t } = useTranslation('history');
  const { api } = useHost();
  const session = useSession();
  const readOnly = useLocked();
  const box = useRef<HTMLDivElement>(null);
  const now = liveCount(steps);
  const virtualizer = useRows(box, steps.length + 1, ROW_PX);
  useEffect(() => virtualizer.scrollToIndex(now), [virtualizer, now]);
  const [inTurn] = useState(takeTurns);
  // The list is a moment behind: an earlier press may still be at work, and what was typed last is becoming a step.
  const go = async (step: HistoryStep | undefined): Promise<void> => {
    await session.saved();
    const way = wayTo(await ask(api, 'documents.history', { id: session.id }), step);
    for (let at = way; at < 0; at++) session.undo();
    for (let at = way; at > 0; at--) session.redo();
  };
  const goTo = (step: HistoryStep | undefined): void => {
    inTurn(() => go(step)).catch(tellError);
  };
  return (
    <div ref={box} role="list" aria-label={t('title')} className="min-h-0 flex-1 overflow-auto">
      <div className="relative" style={{ height: (steps.length + 1) * ROW_PX }}>
        {virtualizer.getVirtualItems().map(({ index }) => (
          <div
            key={index}
            role="listitem"
            className="absolute inset-x-0"
            style={{ height: ROW_PX, transform: `translateY(${index * ROW_PX}px)` }}
          >
            <Step
              number={index}
              step={steps[index - 1]}
              place={index === now ? 'now' : index < now ? 'done' : 'undone'}
              disabled={readOnly}
              onGo={() => goTo(steps[index - 1])}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

function Step({
  number,
  step,
  place,
  disabled,
  onGo,
}: {
  readonly number: number;
  /** Undefined: before the first one. */
  readonly step: HistoryStep | undefined;
  readonly place: 'done' | 'now' | 'undone';
  readonly disabled: boolean;
  readonly onGo: () => void;
}) {
  const { t } = useTranslation('history');
  const label = step?.label ?? t('machine');
  return (
    <button
      type="button"
      disabled={disabled || place === 'now'}
      {...(place === 'now' ? { 'aria-current': 'step' } : {})}
      title={place === 'now' ? label : t('goTo', { step: label })}
      onClick={onGo}
      className={`flex h-full w-full items-center gap-2 px-3 text-left text-sm ${place === 'now' ? 'bg-selected' : 'hover:bg-hover'} ${place === 'undone' ? 'text-muted' : ''}`}
    >
      <span className="tabular w-8 shrink-0 text-right text-xs text-muted">{number === 0 ? '' : number}</span>
      <span className={`min-w-0 flex-1 truncate ${place === 'undone' ? 'line-through' : ''}`}>{label}</span>
      <span className="shrink-0 text-xs text-muted">
        {place === 'now'
          ? t('now')
          : place === 'undone'
            ? t('undone')
            : step !== undefined && step.operations > 1
              ? t('operations', { count: step.operations })
              : ''}
      </span>
    </button>
  );
}
