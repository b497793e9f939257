import { ArrowLeft, Download, FileAudio, Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isMac, keysOf, runCommand } from '../../commands/command-table.ts';
import { showCombo } from '../../commands/keys.ts';
import { goTo } from '../../state/navigation.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useLocked, useOpen } from './session-context.tsx';

/** The line above the panes: what is open, the way back, undo and redo, export. */
export function EditorHeader() {
  const { t } = useTranslation(['app', 'editor', 'commands', 'exporting']);
  const name = useOpen(({ document }) => document.source?.title ?? document.media.name);
  const undoLabel = useOpen((open) => open.undoLabel);
  const redoLabel = useOpen((open) => open.redoLabel);
  const isLocked = useLocked();
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const keys = (id: 'edit.undo' | 'edit.redo' | 'snippets.export'): string => showCombo(keysOf(id)[0] ?? '', isMac);
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface px-2">
      <IconButton label={t('app:library')} icon={ArrowLeft} onClick={() => goTo({ view: 'library' })} />
      <h1 className="truncate text-sm font-semibold">{name}</h1>
      <div className="ml-auto flex items-center gap-1">
        <IconButton
          label={undoLabel === undefined ? t('app:undo') : t('editor:undoStep', { step: undoLabel })}
          keys={keys('edit.undo')}
          icon={Undo2}
          disabled={isLocked || undoLabel === undefined}
          onClick={() => runCommand('edit.undo')}
        />
        <IconButton
          label={redoLabel === undefined ? t('app:redo') : t('editor:redoStep', { step: redoLabel })}
          keys={keys('edit.redo')}
          icon={Redo2}
          disabled={isLocked || redoLabel === undefined}
          onClick={() => runCommand('edit.redo')}
        />
        <IconButton
          label={t('exporting:snippets')}
          keys={keys('snippets.export')}
          icon={FileAudio}
          disabled={isUnfinished}
          onClick={() => runCommand('snippets.export')}
        />
        <Button tone="primary" icon={Download} onClick={() => runCommand('edit.export')}>
          {t('commands:edit_export')}
        </Button>
      </div>
    </header>
  );
}
