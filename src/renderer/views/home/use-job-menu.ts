import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import type { ChangeKind } from '../../../contract/queue-calls.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { tellError } from '../../state/notices.ts';
import { actedOn } from '../../state/queue-selection.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { changeJobs, isAllowed, moveTo, prioritise } from './job-actions.ts';
import { openable, openJob, openJobDialog } from './job-dialogs.tsx';

/** Everything that can be done with a job, and with the others selected along with it. */
export function useJobMenu(job: JobView): readonly MenuItem[] {
  const { t } = useTranslation('home');
  const { api, reveal } = useHost();
  const readOnly = useReadOnly();
  const { id, state } = job;
  const run = (work: Promise<unknown>): void => void work.catch(tellError);
  const change = (kind: ChangeKind, more: Partial<MenuItem> = {}): readonly MenuItem[] =>
    isAllowed(kind, state)
      ? [
          {
            key: kind,
            label: t(`action_${kind}`),
            enabled: !readOnly,
            run: () => run(changeJobs(api, kind, actedOn(id))),
            ...more,
          },
        ]
      : [];
  const part = openable(job);
  const waits = state === 'queued' || state === 'paused';
  return [
    ...(part === undefined
      ? []
      : [
          {
            key: 'open',
            label: part === 'document' ? t('open') : t('soFarShow'),
            keys: 'Enter',
            run: () => openJob(job),
          },
        ]),
    ...(reveal === undefined ? [] : [{ key: 'reveal', label: t('reveal'), run: () => run(reveal(job.path)) }]),
    ...change('pause'),
    ...change('resume'),
    ...change('retry'),
    ...change('cancel'),
    ...(waits
      ? [
          {
            key: 'first',
            label: t('moveFirst'),
            separator: true,
            enabled: !readOnly,
            run: () => run(moveTo(api, actedOn(id), 'first')),
          },
          { key: 'last', label: t('moveLast'), enabled: !readOnly, run: () => run(moveTo(api, actedOn(id), 'last')) },
          {
            key: 'high',
            label: t('setPriority_high'),
            enabled: !readOnly,
            run: () => run(prioritise(api, actedOn(id), 10)),
          },
          {
            key: 'normal',
            label: t('setPriority_normal'),
            enabled: !readOnly,
            run: () => run(prioritise(api, actedOn(id), 0)),
          },
          {
            key: 'low',
            label: t('setPriority_low'),
            enabled: !readOnly,
            run: () => run(prioritise(api, actedOn(id), -10)),
          },
        ]
      : []),
    ...(state === 'running'
      ? []
      : [
          {
            key: 'respec',
            label: t('respec'),
            separator: true,
            enabled: !readOnly,
            run: () => openJobDialog({ kind: 'respec', ids: actedOn(id) }),
          },
        ]),
    ...change('duplicate'),
    ...(state === 'done'
      ? [{ key: 'report', label: t('report'), run: () => openJobDialog({ kind: 'report', id }) }]
      : []),
    ...change('remove', { separator: true, danger: true, keys: 'Delete' }),
  ];
}
