import { useEffect } from 'react';
import { useStored } from '../../../state/store.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { useSession } from '../session-context.tsx';
import { cueDialog, forgetCueDialog } from './dialog-store.ts';
import { GoToDialog } from './go-to-dialog.tsx';
import { OtherModelDialog } from '../writers/other-model-dialog.tsx';
import { ShiftDialog } from './shift-dialog.tsx';

/** The windows over the cue list; each begins anew when it is opened. */
export function CueDialogs() {
  const session = useSession();
  useEffect(() => forgetCueDialog, [session]);
  const open = useStored(cueDialog, (state) => state.open);
  if (open === 'go-to') return <GoToDialog />;
  if (open === 'shift') return <ShiftDialog />;
  if (open === 'other-model') return <OtherModelDialog />;
  if (open === 'assign') return <AssignDialog />;
  return open === 'columns' ? <ColumnDialog /> : undefined;
}
