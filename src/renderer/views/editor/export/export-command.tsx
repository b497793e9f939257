import { useState } from 'react';
import { useCommand } from '../../../commands/use-command.ts';
import { tellError } from '../../../state/notices.ts';
import { useSession } from '../session-context.tsx';
import { ExportDialog } from './export-dialog.tsx';

/** Opens the export once every edit is on the disk, since the studio writes what it has there. */
export function ExportCommand() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  useCommand('edit.export', () => void session.saved().then(() => setOpen(true), tellError));
  return open ? <ExportDialog onClose={() => setOpen(false)} /> : undefined;
}
