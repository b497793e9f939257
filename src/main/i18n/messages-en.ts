/** Texts of the shell: menus, dialogs of the system, notifications. */
export const messagesEn = {
  menu: {
    file: 'File',
    open: 'Open…',
    export: 'Export…',
    settings: 'Settings…',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    find: 'Find…',
    view: 'View',
    palette: 'Commands…',
    window: 'Window',
    help: 'Help',
    shortcuts: 'Keyboard Shortcuts',
  },
  filter: { recordings: 'Recordings', subtitles: 'Subtitles', all: 'All files' },
  external: {
    question: 'Open {{host}} in your browser?',
    mail: 'Write a mail to {{host}}?',
    detail: 'This leaves Voxlane. The whole address: {{href}}',
    open: 'Open',
    cancel: 'Cancel',
  },
  quit: {
    question_one: '{{count}} recording is being worked on.',
    question_other: '{{count}} recordings are being worked on.',
    detail: 'What is done so far is kept, and the work goes on when Voxlane starts again.',
    quit: 'Quit, continue later',
    stay: 'Keep working',
  },
  done: {
    title_one: '{{count}} recording is ready',
    title_other: '{{count}} recordings are ready',
    failed_one: '{{count}} recording failed.',
    failed_other: '{{count}} recordings failed.',
    body: 'Click to look at the result.',
  },
  crash: {
    question: 'The window stopped working several times.',
    detail: 'The queue is not affected. Loading it again may help; if not, quit and start Voxlane anew.',
    reload: 'Load again',
    quit: 'Quit',
  },
  hang: {
    question: 'The window does not answer.',
    detail: 'The queue is not affected, and every change you saw confirmed is saved.',
    wait: 'Wait',
    reload: 'Load again',
  },
  start: {
    failed: 'Voxlane cannot start',
    refused:
      'Voxlane does not start with {{switches}}, because that would open it to other programs. Start it without.',
  },
};

/** The same keys in every language. */
export type Messages = typeof messagesEn;
