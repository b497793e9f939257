import { Bell, BellRing, Pause, Play, RotateCcw, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import type { ChangeKind } from '../../../contract/queue-calls.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { tellError } from '../../state/notices.ts';
import { showQueue } from '../../state/queue.ts';
import { queueSelection } from '../../state/queue-selection.ts';
import { useStored } from '../../state/store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { changeable, changeJobs } from './job-actions.ts';
import { openJobDialog } from './job-dialogs.tsx';
import { JOB_FILTERS, type JobFilter, filterOf } from './job-filter.ts';

/** Filters, search, and what can be done with the selected jobs. */
export function QueueToolbar({
  jobs,
  shown,
  filter,
  onFilter,
  search,
  onSearch,
}: {
  readonly jobs: readonly JobView[];
  readonly shown: readonly number[];
  readonly filter: JobFilter;
  readonly onFilter: (filter: JobFilter) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const selected = useStored(queueSelection, ({ ids }) => ids);
  const count = (each: JobFilter): number =>
    each === 'all' ? jobs.length : jobs.filter((job) => filterOf(job) === each).length;
  const ended = count('done') + count('failed');
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <div role="group" aria-label={t('filter')} className="flex flex-wrap gap-1">
        {JOB_FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={filter === each}
            onClick={() => onFilter(each)}
            className={`h-(--control) rounded-md px-2.5 text-sm ${filter === each ? 'bg-selected font-medium' : 'text-muted hover:bg-hover hover:text-ink'}`}
          >
            {t(`filter_${each}`)} <span className="tabular text-muted">{count(each)}</span>
          </button>
        ))}
      </div>
      <TextInput
        type="search"
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        aria-label={t('searchQueue')}
        placeholder={t('search')}
        className="w-40"
      />
      <div className="ml-auto flex flex-wrap items-center gap-1">
        {selected.size > 0 ? (
          <BatchActions ids={shown.filter((id) => selected.has(id))} />
        ) : (
          ended > 0 && (
            <Button
              tone="quiet"
              onClick={() => {
                ask(api, 'queue.clear', {}).then(({ queue }) => showQueue(queue), tellError);
              }}
            >
              {t('clearEnded')}
            </Button>
          )
        )}
        <NotifyButton />
      </div>
    </div>
  );
}

const ACTIONS = [
  { kind: 'pause', icon: Pause },
  { kind: 'resume', icon: Play },
  { kind: 'cancel', icon: X },
  { kind: 'retry', icon: RotateCcw },
  { kind: 'remove', icon: Trash2 },
] as const satisfies readonly { readonly kind: ChangeKind; readonly icon: unknown }[];

function BatchActions({ ids }: { readonly ids: readonly number[] }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  return (
    <>
      <span className="text-sm text-muted">{t('selectedCount', { count: ids.length })}</span>
      {ACTIONS.map(({ kind, icon }) => (
        <IconButton
          key={kind}
          label={t(`action_${kind}`)}
          icon={icon}
          disabled={readOnly || changeable(kind, ids).length === 0}
          onClick={() => void changeJobs(api, kind, ids).catch(tellError)}
        />
      ))}
      <IconButton
        label={t('respec')}
        icon={SlidersHorizontal}
        disabled={readOnly}
        onClick={() => openJobDialog({ kind: 'respec', ids })}
      />
    </>
  );
}

/** Asks the browser once whether ends of long jobs may be told while the window is hidden. */
function NotifyButton() {
  const { t } = useTranslation('home');
  const { kind } = useHost();
  const there = kind === 'browser' && 'Notification' in window;
  const [permission, setPermission] = useState(there ? Notification.permission : 'denied');
  if (!there || permission === 'denied') return undefined;
  const on = permission === 'granted';
  return (
    <IconButton
      label={on ? t('notifyOn') : t('notifyAsk')}
      icon={on ? BellRing : Bell}
      pressed={on}
      onClick={() => {
        if (!on) Notification.requestPermission().then(setPermission, tellError);
      }}
    />
  );
}
