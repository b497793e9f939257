import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { languageWork, rememberTold } from './language-work.ts';
import { closeNoteDialog } from './translation-dialogs.ts';

const TEXTS = {
  translate: { text: 'translation:leavesText', agree: 'translation:leavesDo' },
  classify: { text: 'classes:leavesText', agree: 'classes:leavesDo' },
  summarize: { text: 'summary:leavesText', agree: 'summary:leavesDo' },
} as const;

/** Before the first text goes to a host: what is sent there, and what is not. */
export function LeavesDialog() {
  const { t } = useTranslation(['translation', 'classes', 'summary', 'app']);
  const question = useStored(languageWork, (state) => state.question);
  if (question === undefined) return undefined;
  const { text, agree: label } = TEXTS[question.kind];
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
            {t(label)}
          </Button>
        </>
      }
    >
      <p className="text-sm break-words">{t(text, { host: question.hosts.join(', ') })}</p>
    </Dialog>
  );
}
