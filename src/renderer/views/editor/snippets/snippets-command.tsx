import { useState } from 'react';
import { useCommand } from '../../../commands/use-command.ts';
import { useSession } from '../session-context.tsx';
import { SnippetsDialog } from './snippets-dialog.tsx';

/** Opens the export of snippets, with what was typed last in it. */
export function SnippetsCommand() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  useCommand('snippets.export', () => {
    session.flush();
    setOpen(true);
  });
  return open ? <SnippetsDialog onClose={() => setOpen(false)} /> : undefined;
}
