import { FolderOpen, Pause, Play, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { goTo } from '../../state/navigation.ts';
import { tellError } from '../../state/notices.ts';
import { IconButton } from '../../ui/button.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { changeJobs, isAllowed } from './job-actions.ts';
import { MoreButton } from './more-button.tsx';
import { jobTitle } from './names.ts';

/** What is done with a job most, and a menu with the rest. */
export function JobButtons({ job, menu }: { readonly job: JobView; readonly menu: readonly MenuItem[] }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  const title = jobTitle(job);
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
      {job.state === 'done' && (
        <IconButton
          label={t('open_of', { title })}
          icon={FolderOpen}
          onClick={() => goTo({ view: 'editor', id: job.id })}
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
