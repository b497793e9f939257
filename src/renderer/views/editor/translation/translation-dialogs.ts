import { store } from '../../../state/store.ts';

/** The window that is open over the editor for translations and classes. */
export type NoteDialog =
  'add' | 'remove' | 'glossary' | 'people' | 'leaves' | 'wordings' | 'add-schema' | 'assign-class';

export const noteDialog = store<{ readonly open?: NoteDialog }>({});

export function openNoteDialog(open: NoteDialog): void {
  noteDialog.setState({ open }, true);
}

export function closeNoteDialog(): void {
  noteDialog.setState({}, true);
}
