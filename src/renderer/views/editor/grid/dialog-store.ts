import { store } from '../../../state/store.ts';

/** The window that is open over the cue list. */
export type CueDialog = 'go-to' | 'shift' | 'assign' | 'columns';

export const cueDialog = store<{ readonly open?: CueDialog }>({});

export function openCueDialog(open: CueDialog): void {
  cueDialog.setState({ open }, true);
}

export function closeCueDialog(): void {
  cueDialog.setState({}, true);
}
