/** Texts of the history. */
export const history = {
  title: 'Steps',
  machine: 'As the machine made it',
  now: 'now',
  undone: 'undone',
  operations_one: '{{count}} change',
  operations_other: '{{count}} changes',
  goTo: 'Go to: {{step}}',
  conflicts_one: '{{count}} edit could not be carried over to the new result',
  conflicts_other: '{{count}} edits could not be carried over to the new result',
  dismiss: 'I have seen to it',
  conflictKept: 'It is kept here until you dismiss it.',
  emptyTitle: 'Nothing was changed yet',
  emptyText: 'Every step you make is listed here, with its name. A click goes back to it, or on again.',
  restore: 'Bring the machine’s version back',
  isMachine: 'This is the machine’s version already.',
  restoreHelp: 'As one step, which undo takes back.',
} as const;
