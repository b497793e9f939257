import { Ellipsis, FolderOpen, Pause, Play, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import { useHost } from '../../client/studio-context.tsx';
import { goTo } from '../../state/navigation.ts';
import { tellError } from '../../state/notices.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { changeJobs, isAllowed } from './job-actions.ts';
import { jobTitle } from './names.ts';

/** What is done with a job most, and a menu with the rest. */
export function JobButtons({ job, menu }: { readonly job: JobView; readonly menu: readonly MenuItem[] }) {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const { api, readOnly } = useHost();
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
      <Menu items={menu}>
        <button
          type="button"
          aria-label={`${app.t('more')}: ${title}`}
          className="inline-flex size-(--control) items-center justify-center rounded-md hover:bg-hover"
        >
          <Ellipsis size={16} aria-hidden />
        </button>
      </Menu>
    </>
  );
}
