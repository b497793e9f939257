import { useStored } from '../../../state/store.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { cueDialog } from './dialog-store.ts';
import { GoToDialog } from './go-to-dialog.tsx';
import { ShiftDialog } from './shift-dialog.tsx';

/** The windows over the cue list; each begins anew when it is opened. */
export function CueDialogs() {
  const open = useStored(cueDialog, (state) => state.open);
  switch (open) {
    case 'go-to':
      return <GoToDialog />;
    case 'shift':
      return <ShiftDialog />;
    case 'assign':
      return <AssignDialog />;
    case 'columns':
      return <ColumnDialog />;
    default:
      return undefined;
  }
}
