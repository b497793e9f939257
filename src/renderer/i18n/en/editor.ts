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
  translation: 'Translation',
  classes: 'Classes',
  summary: 'Summary',
  unfinished: 'Unfinished transcript',
  unfinishedRunning: 'Still being written',
  unfinishedProgress: 'Progress of the transcript',
  unfinishedWhy:
    'It can be read, played and searched; changes would be lost, as the finished transcript takes its place.',
  unfinishedLater:
    'What is found appears here by itself. When the job is done, the transcript can be edited and exported, and speakers, doubts and quality have their panels.',
  unfinishedAlerts: 'What is missing, and remarks',
  unfinishedTab: 'Progress',
  unfinishedDone: 'The transcript is finished and can be edited.',
  nothingYet: 'No speech has been found yet',
  nothingYetText: 'The transcript opens here by itself as soon as there is something to read.',
} as const;
