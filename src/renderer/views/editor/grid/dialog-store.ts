import { store } from '../../../state/store.ts';
import { focusGrid } from './inline-edit.ts';

/** Later than a window gives the focus back itself. */
const FOCUS_BACK_MS = 50;

/** The window that is open over the cue list. */
export type CueDialog = 'go-to' | 'shift' | 'assign' | 'columns' | 'other-model';

export const cueDialog = store<{ readonly open?: CueDialog }>({});

export function openCueDialog(open: CueDialog): void {
  cueDialog.setState({ open }, true);
}

/** Shows none, as when another document is opened. */
export function forgetCueDialog(): void {
  cueDialog.setState({}, true);
}

/** The focus goes back where it was; to the list where that is gone, as an entry of a menu is. */
export function closeCueDialog(): void {
  forgetCueDialog();
  setTimeout(() => {
    if (document.activeElement === document.body) focusGrid();
  }, FOCUS_BACK_MS);
}
