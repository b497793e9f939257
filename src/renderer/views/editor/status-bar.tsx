import { useTranslation } from 'react-i18next';
import { useOpen } from './session-context.tsx';

/** The line below the panes: whether everything is on the disk, what the document was made with. */
export function StatusBar() {
  const { t } = useTranslation('editor');
  const saving = useOpen((open) => open.saving);
  const profile = useOpen(({ document }) => document.profile);
  return (
    <footer className="flex h-7 shrink-0 items-center gap-4 border-t border-line bg-surface px-3 text-xs text-muted">
      <span>{t(saving)}</span>
      <span className="ml-auto">{profile}</span>
    </footer>
  );
}
