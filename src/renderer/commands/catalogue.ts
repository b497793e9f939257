import type { CommandEntry } from './command.ts';

/** Every command of the studio. Views bring the work to them with `useCommand`. */
export const CATALOGUE = [
  { id: 'app.palette', scope: 'app', keys: ['Mod+K', 'F1'], inText: true },
  { id: 'app.library', scope: 'app', keys: ['Alt+1'], inText: true },
  { id: 'app.queue', scope: 'app', keys: ['Alt+2'], inText: true },
  { id: 'app.voices', scope: 'app', keys: ['Alt+3'], inText: true },
  { id: 'app.models', scope: 'app', keys: ['Alt+4'], inText: true },
  { id: 'app.settings', scope: 'app', keys: ['Mod+,'], inText: true },
  { id: 'app.open', scope: 'app', keys: ['Mod+O'], inText: true },
  { id: 'app.openFolder', scope: 'app', keys: [] },
  { id: 'app.address', scope: 'app', keys: ['Mod+L'], inText: true },
  { id: 'app.theme', scope: 'app', keys: [] },
  { id: 'app.keys', scope: 'app', keys: ['Shift+?'] },

  { id: 'edit.undo', scope: 'editor', keys: ['Mod+Z'], inText: true },
  { id: 'edit.redo', scope: 'editor', keys: ['Mod+Shift+Z', 'Mod+Y'], inText: true },
  { id: 'edit.find', scope: 'editor', keys: ['Mod+F'], inText: true },
  { id: 'edit.replace', scope: 'editor', keys: ['Mod+H', 'Mod+Alt+F'], inText: true },
  { id: 'edit.export', scope: 'editor', keys: ['Mod+E'], inText: true },

  { id: 'play.toggle', scope: 'editor', keys: ['Space', 'Mod+Space', 'Alt+P'], inText: true },
  { id: 'play.cue', scope: 'editor', keys: ['F5'], inText: true },
  { id: 'play.back', scope: 'editor', keys: ['ArrowLeft'] },
  { id: 'play.forward', scope: 'editor', keys: ['ArrowRight'] },
  { id: 'play.backSmall', scope: 'editor', keys: ['Alt+ArrowLeft'], inText: true },
  { id: 'play.forwardSmall', scope: 'editor', keys: ['Alt+ArrowRight'], inText: true },
  { id: 'play.slower', scope: 'editor', keys: ['Mod+['], inText: true },
  { id: 'play.faster', scope: 'editor', keys: ['Mod+]'], inText: true },
  { id: 'play.loop', scope: 'editor', keys: ['Mod+Shift+L'], inText: true },
  { id: 'play.beforeStart', scope: 'editor', keys: [] },
  { id: 'play.afterStart', scope: 'editor', keys: [] },
  { id: 'play.firstPart', scope: 'editor', keys: [] },
  { id: 'play.lastPart', scope: 'editor', keys: [] },

  { id: 'cue.next', scope: 'editor', keys: ['Alt+ArrowDown', 'ArrowDown'], inText: true },
  { id: 'cue.previous', scope: 'editor', keys: ['Alt+ArrowUp', 'ArrowUp'], inText: true },
  { id: 'cue.first', scope: 'editor', keys: ['Mod+Home'] },
  { id: 'cue.last', scope: 'editor', keys: ['Mod+End'] },
  { id: 'cue.edit', scope: 'editor', keys: ['Enter', 'F2'] },
  { id: 'cue.commit', scope: 'text', keys: ['Mod+Enter'], inText: true },
  { id: 'cue.setStart', scope: 'editor', keys: ['F11'], inText: true },
  { id: 'cue.setEnd', scope: 'editor', keys: ['F12'], inText: true },
  { id: 'cue.setStartAndShift', scope: 'editor', keys: ['Shift+F11'], inText: true },
  { id: 'cue.setEndAndNext', scope: 'editor', keys: ['F10'], inText: true },
  { id: 'cue.startEarlier', scope: 'editor', keys: ['Alt+Shift+ArrowLeft'], inText: true },
  { id: 'cue.startLater', scope: 'editor', keys: ['Alt+Shift+ArrowRight'], inText: true },
  { id: 'cue.endEarlier', scope: 'editor', keys: ['Mod+Alt+ArrowLeft'], inText: true },
  { id: 'cue.endLater', scope: 'editor', keys: ['Mod+Alt+ArrowRight'], inText: true },
  { id: 'cue.split', scope: 'editor', keys: ['Mod+Alt+V'], inText: true },
  { id: 'cue.splitAtPlayhead', scope: 'editor', keys: ['Mod+Alt+P'], inText: true },
  { id: 'cue.mergeNext', scope: 'editor', keys: ['Mod+Shift+M'], inText: true },
  { id: 'cue.extendNext', scope: 'editor', keys: ['Mod+Shift+E'], inText: true },
  { id: 'cue.extendPrevious', scope: 'editor', keys: ['Alt+Shift+E'], inText: true },
  { id: 'cue.insertAfter', scope: 'editor', keys: ['Alt+Insert'], inText: true },
  { id: 'cue.insertBefore', scope: 'editor', keys: ['Mod+Shift+Insert'], inText: true },
  { id: 'cue.autoBreak', scope: 'editor', keys: ['Mod+Alt+B'], inText: true },
  { id: 'cue.italic', scope: 'text', keys: ['Mod+I'], inText: true },
  { id: 'cue.delete', scope: 'grid', keys: ['Delete'] },
  { id: 'cue.selectAll', scope: 'grid', keys: ['Mod+A'] },
  { id: 'cue.goTo', scope: 'editor', keys: ['Mod+G'], inText: true },
  { id: 'cue.bookmark', scope: 'editor', keys: ['Mod+Shift+B'], inText: true },
  { id: 'cue.nextBookmark', scope: 'editor', keys: ['F4'], inText: true },
  { id: 'cue.restore', scope: 'editor', keys: [] },

  { id: 'speaker.assign1', scope: 'editor', keys: ['Alt+Shift+1'], inText: true },
  { id: 'speaker.assign2', scope: 'editor', keys: ['Alt+Shift+2'], inText: true },
  { id: 'speaker.assign3', scope: 'editor', keys: ['Alt+Shift+3'], inText: true },
  { id: 'speaker.assign4', scope: 'editor', keys: ['Alt+Shift+4'], inText: true },
  { id: 'speaker.assign5', scope: 'editor', keys: ['Alt+Shift+5'], inText: true },
  { id: 'speaker.assign6', scope: 'editor', keys: ['Alt+Shift+6'], inText: true },
  { id: 'speaker.assign7', scope: 'editor', keys: ['Alt+Shift+7'], inText: true },
  { id: 'speaker.assign8', scope: 'editor', keys: ['Alt+Shift+8'], inText: true },
  { id: 'speaker.assign9', scope: 'editor', keys: ['Alt+Shift+9'], inText: true },
  { id: 'speaker.fromHereOn', scope: 'editor', keys: [] },
  { id: 'speaker.review', scope: 'editor', keys: ['Mod+Shift+S'], inText: true },

  { id: 'doubt.next', scope: 'editor', keys: ['F9', 'Mod+D'], inText: true },
  { id: 'doubt.previous', scope: 'editor', keys: ['Shift+F9'], inText: true },
  { id: 'doubt.fine', scope: 'editor', keys: ['Mod+Shift+Enter'], inText: true },
  { id: 'doubt.queue', scope: 'editor', keys: [] },
  { id: 'quality.next', scope: 'editor', keys: ['F8'], inText: true },
  { id: 'quality.previous', scope: 'editor', keys: ['Shift+F8'], inText: true },
  { id: 'quality.panel', scope: 'editor', keys: ['Mod+F8'], inText: true },
  { id: 'quality.fixCue', scope: 'editor', keys: [] },
  { id: 'quality.fixAll', scope: 'editor', keys: [] },

  { id: 'view.zoomIn', scope: 'editor', keys: ['Mod+='], inText: true },
  { id: 'view.zoomOut', scope: 'editor', keys: ['Mod+-'], inText: true },
  { id: 'view.zoomCue', scope: 'editor', keys: ['Mod+0'], inText: true },
  { id: 'view.spectrogram', scope: 'editor', keys: ['Mod+Shift+F'], inText: true },
  { id: 'view.follow', scope: 'editor', keys: [] },
  { id: 'view.video', scope: 'editor', keys: ['Mod+Shift+1'], inText: true },
  { id: 'view.grid', scope: 'editor', keys: ['Mod+Shift+2'], inText: true },
  { id: 'view.lanes', scope: 'editor', keys: ['Mod+Shift+3'], inText: true },
  { id: 'view.speakers', scope: 'editor', keys: [] },
  { id: 'view.history', scope: 'editor', keys: [] },

  { id: 'lane.previousTurn', scope: 'timeline', keys: [','] },
  { id: 'lane.nextTurn', scope: 'timeline', keys: ['.'] },
  { id: 'lane.up', scope: 'timeline', keys: ['Shift+ArrowUp'] },
  { id: 'lane.down', scope: 'timeline', keys: ['Shift+ArrowDown'] },
  { id: 'lane.split', scope: 'timeline', keys: ['S'] },
  { id: 'lane.merge', scope: 'timeline', keys: ['M'] },
  { id: 'lane.delete', scope: 'timeline', keys: ['Delete', 'Backspace'] },
  { id: 'lane.startEarlier', scope: 'timeline', keys: ['['] },
  { id: 'lane.startLater', scope: 'timeline', keys: [']'] },
  { id: 'lane.endEarlier', scope: 'timeline', keys: ['{'] },
  { id: 'lane.endLater', scope: 'timeline', keys: ['}'] },
  { id: 'lane.draw', scope: 'timeline', keys: ['Insert', 'N'] },
] as const satisfies readonly CommandEntry[];

export type CommandId = (typeof CATALOGUE)[number]['id'];
/** Key of a command's title among the texts `commands`. */
export type CommandTitle<Id extends string = CommandId> = Id extends `${infer A}.${infer B}` ? `${A}_${B}` : Id;

export function commandEntry(id: CommandId): CommandEntry {
  return CATALOGUE.find((entry) => entry.id === id) as CommandEntry;
}

export function titleKey(id: CommandId): CommandTitle {
  return id.replace('.', '_') as CommandTitle;
}
