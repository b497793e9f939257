import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { libraryStore } from '../../state/library.ts';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live-region.tsx';
import { changeJobs } from './job-actions.ts';
import type { LibraryItem } from './library-items.ts';

/** Asks before a project goes for good: this is one of the few things that no undo brings back. */
export function RemoveProject({ item, onClose }: { readonly item: LibraryItem; readonly onClose: () => void }) {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const { api } = useHost();
  const remove = async (): Promise<void> => {
    onClose();
    const { ids } = await ask(api, 'documents.remove', { ids: [item.id] });
    // Without its document the job has nothing left to show.
    await changeJobs(api, 'remove', ids);
    libraryStore.setState(({ documents = [] }) => ({ documents: documents.filter(({ job }) => !ids.includes(job)) }));
    announce(t('projectRemoved', { title: item.title }), true);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('removeTitle', { title: item.title })}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            {app.t('cancel')}
          </Button>
          <Button tone="danger" onClick={() => void remove().catch(tellError)}>
            {t('removeProject')}
          </Button>
        </>
      }
    >
      <p>{item.listing?.edited === true ? t('removeTextEdited') : t('removeText')}</p>
    </Dialog>
  );
}
