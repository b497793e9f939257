/** Texts of the editor. */
export const editor = {
  undoStep: 'Undo: {{step}}',
  redoStep: 'Redo: {{step}}',
  saved: 'Saved',
  saving: 'Saving…',
  unsaved: 'Not saved yet: waiting for the studio',
  panels: 'Panels',
  speakers: 'Speakers',
  doubts: 'Doubts',
  quality: 'Quality',
  find: 'Find',
  history: 'History',
} as const;
