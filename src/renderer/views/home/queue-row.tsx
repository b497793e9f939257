import { GripVertical } from 'lucide-react';
import { type DragEvent, memo, type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { tellError } from '../../state/notices.ts';
import { useJob } from '../../state/queue.ts';
import { actedOn, queueSelection, toggleJob } from '../../state/queue-selection.ts';
import { useStored } from '../../state/store.ts';
import { MenuArea } from '../../ui/menu.tsx';
import { timecode } from '../../ui/time.ts';
import { moveTo } from './job-actions.ts';
import { JobButtons } from './job-buttons.tsx';
import { JobStatus } from './job-status.tsx';
import { openJob } from './job-dialogs.tsx';
import { jobTitle } from './names.ts';
import { useJobMenu } from './use-job-menu.ts';

/** Marks a dragged row, so that the window does not take it for a file. */
const DRAGGED = 'application/x-voxlane-job';

interface RowProps {
  readonly id: number;
  readonly index: number;
  /** The job below, that a drop onto the lower half goes before. */
  readonly next: number | undefined;
  readonly tabbable: boolean;
  readonly onSelect: (id: number, how: 'alone' | 'toggle' | 'range') => void;
}

/** A job of the queue. Its own progress alone draws it again. */
export const QueueRow = memo(function QueueRow(props: RowProps) {
  const job = useJob(props.id);
  return job === undefined ? undefined : <Row {...props} job={job} />;
});

function Row({ id, index, next, tabbable, onSelect, job }: RowProps & { readonly job: JobView }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  const selected = useStored(queueSelection, ({ ids }) => ids.has(id));
  const [edge, setEdge] = useState<'above' | 'below'>();
  const menu = useJobMenu(job);
  const title = jobTitle(job);
  const onClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, input, a') !== null) return;
    onSelect(id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone');
  };
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    setEdge(event.clientY < box.top + box.height / 2 ? 'above' : 'below');
  };
  const onDrop = (event: DragEvent): void => {
    const dragged = Number(event.dataTransfer.getData(DRAGGED));
    const before = edge === 'above' ? id : next;
    setEdge(undefined);
    if (dragged === 0) return;
    event.preventDefault();
    moveTo(api, actedOn(dragged), before === undefined ? 'last' : { before }).catch(tellError);
  };
  return (
    <MenuArea items={menu}>
      <div
        role="row"
        data-job={id}
        aria-rowindex={index + 1}
        aria-selected={selected}
        aria-label={title}
        tabIndex={tabbable ? 0 : -1}
        onClick={onClick}
        onFocus={(event) => {
          if (event.target === event.currentTarget) queueSelection.setState({ current: id });
        }}
        onDoubleClick={() => openJob(job)}
        onDragOver={onDragOver}
        onDragLeave={() => setEdge(undefined)}
        onDrop={onDrop}
        className={`relative flex min-h-16 items-center gap-3 border-b border-line py-2 pr-3 pl-1 -outline-offset-2 ${selected ? 'bg-selected' : 'bg-surface hover:bg-hover'}`}
      >
        {edge !== undefined && (
          <span
            aria-hidden
            className={`absolute right-0 left-0 z-10 h-0.5 bg-accent ${edge === 'above' ? '-top-px' : '-bottom-px'}`}
          />
        )}
        <span role="gridcell" className="flex shrink-0 items-center gap-1">
          <span
            draggable={!readOnly}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, String(id));
              event.dataTransfer.effectAllowed = 'move';
            }}
            title={t('dragToReorder')}
            className={`flex h-8 w-6 items-center justify-center text-muted ${readOnly ? 'invisible' : 'cursor-grab'}`}
          >
            <GripVertical size={16} aria-hidden />
          </span>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            aria-label={t('selectJob', { title })}
            onChange={() => toggleJob(id)}
          />
        </span>
        <span role="gridcell" className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate font-medium" title={job.path}>
              {title}
            </span>
            {job.audio_length !== undefined && (
              <span className="tabular shrink-0 text-xs text-muted">{timecode(job.audio_length, 0)}</span>
            )}
            {job.priority !== 0 && (
              <span className="shrink-0 rounded-sm bg-sunken px-1 text-xs text-muted">
                {job.priority > 0 ? t('priority_high') : t('priority_low')}
              </span>
            )}
          </span>
          <JobStatus job={job} />
        </span>
        <span role="gridcell" className="flex shrink-0 items-center">
          <JobButtons job={job} menu={menu} />
        </span>
      </div>
    </MenuArea>
  );
}
