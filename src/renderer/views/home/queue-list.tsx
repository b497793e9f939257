import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { tellError } from '../../state/notices.ts';
import { jobOf } from '../../state/queue.ts';
import { actedOn, queueSelection, selectAll, selectJob, selectTo, toggleJob } from '../../state/queue-selection.ts';
import { useStored } from '../../state/store.ts';
import { announce } from '../../ui/live-region.tsx';
import { changeJobs, moveJob } from './job-actions.ts';
import { openJob } from './job-dialogs.tsx';
import { jobTitle } from './names.ts';
import { QueueRow } from './queue-row.tsx';

const ROW_PX = 64;

/** The jobs, as a list that keys move in. Rows are drawn as they come into sight. */
export function QueueList({ shown }: { readonly shown: readonly number[] }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const scroll = useRef<HTMLDivElement>(null);
  const current = useStored(queueSelection, (state) => state.current);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => shown[index] ?? index,
    overscan: 6,
  });
  const focusJob = (id: number, index: number): void => {
    rows.scrollToIndex(index);
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-job="${id}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target : undefined;
    const id = Number(row?.dataset['job']);
    const index = shown.indexOf(id);
    if (index < 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && event.altKey) {
      moveJob(api, id, step, shown).then((place) => {
        if (place === undefined) return announce(t(step < 0 ? 'movedAtTop' : 'movedAtEnd'), true);
        announce(t('moved', { place, count: shown.length }), true);
        // A row that is moved loses the focus.
        return focusJob(id, place - 1);
      }, tellError);
    } else if (step !== 0) {
      const next = Math.min(shown.length - 1, Math.max(0, index + step));
      const nextId = shown[next] ?? id;
      if (event.shiftKey) selectTo(nextId, shown);
      else queueSelection.setState({ current: nextId });
      focusJob(nextId, next);
    } else if (event.key === 'Home' || event.key === 'End') {
      const end = event.key === 'Home' ? 0 : shown.length - 1;
      focusJob(shown[end] ?? id, end);
    } else if (event.key === ' ') toggleJob(id);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) selectAll(shown);
    else if (event.key === 'Escape') queueSelection.setState({ ids: new Set() });
    else if (event.key === 'Enter') {
      const job = jobOf(id);
      if (job !== undefined) openJob(job);
    } else if (event.key === 'Delete') {
      const ids = actedOn(id);
      const rest = shown.filter((each) => !ids.includes(each));
      const place = Math.min(index, rest.length - 1);
      const next = rest[place];
      changeJobs(api, 'remove', ids).then((gone) => {
        announce(t('removed', { count: gone.length }), true);
        if (next !== undefined) focusJob(next, place);
      }, tellError);
    } else return;
    event.preventDefault();
  };
  const first = current !== undefined && shown.includes(current) ? current : shown[0];
  return (
    <div ref={scroll} className="min-h-0 flex-1 overflow-auto">
      <div
        role="grid"
        aria-label={t('jobs')}
        aria-rowcount={shown.length}
        aria-multiselectable
        data-own-arrows
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map((item) => {
          const id = shown[item.index];
          if (id === undefined) return undefined;
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              role="presentation"
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <QueueRow
                id={id}
                index={item.index}
                next={shown[item.index + 1]}
                tabbable={id === first}
                onSelect={select}
              />
            </div>
          );
        })}
        {shown.length === 0 && <p className="p-8 text-center text-muted">{t('noneMatch')}</p>}
      </div>
    </div>
  );

  function select(id: number, how: 'alone' | 'toggle' | 'range'): void {
    if (how === 'toggle') toggleJob(id);
    else if (how === 'range') selectTo(id, shown);
    else selectJob(id);
    announceSelection(id);
  }

  function announceSelection(id: number): void {
    const job = jobOf(id);
    if (job !== undefined && queueSelection.getState().ids.size > 1) {
      announce(t('selectedCount', { count: queueSelection.getState().ids.size }) + ' ' + jobTitle(job));
    }
  }
}
