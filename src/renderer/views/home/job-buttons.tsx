import { BookOpenText, FolderOpen, Pause, Play, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { tellError } from '../../state/notices.ts';
import { IconButton } from '../../ui/button.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { changeJobs, isAllowed } from './job-actions.ts';
import { openable, openJob } from './job-dialogs.tsx';
import { MoreButton } from './more-button.tsx';
import { jobTitle } from './names.ts';

/** What is done with a job most, and a menu with the rest. */
export function JobButtons({ job, menu }: { readonly job: JobView; readonly menu: readonly MenuItem[] }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  const title = jobTitle(job);
  const part = openable(job);
  const button = (kind: 'pause' | 'resume' | 'retry' | 'cancel', icon: typeof Pause) =>
    isAllowed(kind, job.state) && (
      <IconButton
        label={t(`action_${kind}_of`, { title })}
        icon={icon}
        disabled={readOnly}
        onClick={() => void changeJobs(api, kind, [job.id]).catch(tellError)}
      />
    );
  return (
    <>
      {part !== undefined && (
        <IconButton
          label={t(part === 'document' ? 'open_of' : 'soFar_of', { title })}
          icon={part === 'document' ? FolderOpen : BookOpenText}
          onClick={() => openJob(job)}
        />
      )}
      {button('pause', Pause)}
      {button('resume', Play)}
      {button('retry', RotateCcw)}
      {button('cancel', X)}
      <MoreButton title={title} menu={menu} />
    </>
  );
}
