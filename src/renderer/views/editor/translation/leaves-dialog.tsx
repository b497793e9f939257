import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { languageWork, rememberTold } from './language-work.ts';
import { closeNoteDialog } from './translation-dialogs.ts';

/** Before the first text goes to a host: what is sent there, and what is not. */
export function LeavesDialog() {
  const { t } = useTranslation(['translation', 'summary', 'app']);
  const question = useStored(languageWork, (state) => state.question);
  if (question === undefined) return undefined;
  const isSummary = question.kind === 'summarize';
  const agree = (): void => {
    rememberTold(question.hosts);
    closeNoteDialog();
    question.go();
  };
  return (
    <Dialog
      open
      onClose={closeNoteDialog}
      title={t('translation:leavesTitle')}
      footer={
        <>
          <Button onClick={closeNoteDialog}>{t('app:cancel')}</Button>
          <Button tone="primary" data-first-focus="" onClick={agree}>
            {t(isSummary ? 'summary:leavesDo' : 'translation:leavesDo')}
          </Button>
        </>
      }
    >
      <p className="text-sm break-words">
        {t(isSummary ? 'summary:leavesText' : 'translation:leavesText', { host: question.hosts.join(', ') })}
      </p>
    </Dialog>
  );
}
