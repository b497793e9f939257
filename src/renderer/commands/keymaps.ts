import type { Settings } from '../../core/settings/schema.ts';
import { CATALOGUE, type CommandId } from './catalogue.ts';
import { type KeyMap, keysOf } from './command-table.ts';

export type KeymapId = Settings['keymap'];
export const KEYMAP_IDS = ['voxlane', 'subtitle-edit', 'aegisub'] as const satisfies readonly KeymapId[];

/** Subtitle Edit 5: Voxlane's own keys follow it already; only what differs is here. Nudges have no keys there. */
const SUBTITLE_EDIT: KeyMap = {
  'play.toggle': ['Space', 'Mod+Space', 'Mod+Alt+P', 'Alt+P'],
  'cue.splitAtPlayhead': [],
  'cue.startEarlier': [],
  'cue.startLater': [],
  'cue.endEarlier': [],
  'cue.endLater': [],
  'edit.redo': ['Mod+Y', 'Mod+Shift+Z'],
};

/** Aegisub's default keys. Its plain letters work outside of the text, as they do there in the audio. */
const AEGISUB: KeyMap = {
  'play.toggle': ['B', 'Mod+P', 'Mod+Space', 'Alt+P'],
  'play.cue': ['R', 'S', 'Space', 'F5'],
  'play.beforeStart': ['Q'],
  'play.afterStart': ['W'],
  'play.firstPart': ['E'],
  'play.lastPart': ['D'],
  'cue.setStart': ['Mod+3', 'F11'],
  'cue.setEnd': ['Mod+4', 'F12'],
  'cue.next': ['X', 'G', 'ArrowDown', 'Alt+ArrowDown'],
  'cue.previous': ['Z', 'ArrowUp', 'Alt+ArrowUp'],
  'cue.splitAtPlayhead': ['Mod+D'],
  'cue.delete': ['Mod+Delete', 'Delete'],
  'doubt.next': ['F9'],
  'lane.split': ['Shift+S'],
};

const PRESETS: Readonly<Record<KeymapId, KeyMap>> = {
  voxlane: {},
  'subtitle-edit': SUBTITLE_EDIT,
  aegisub: AEGISUB,
};

/** Keys of a command as the keymap has them, without the user's own. */
export function presetKeys(preset: KeymapId, id: CommandId): readonly string[] {
  return keysOf(id, PRESETS[preset]);
}

/** The keys that hold: those of the keymap, where the user set none of their own. Unknown commands are left out. */
export function effectiveKeys(preset: KeymapId, overrides: Settings['keymapOverrides']): KeyMap {
  const own = CATALOGUE.flatMap(({ id }) => (overrides[id] === undefined ? [] : [[id, overrides[id]] as const]));
  return { ...PRESETS[preset], ...Object.fromEntries(own) };
}

/** The user's keys after one command got others; keys equal to the keymap's are not kept. */
export function withKeys(
  preset: KeymapId,
  overrides: Settings['keymapOverrides'],
  id: CommandId,
  keys: readonly string[],
): Settings['keymapOverrides'] {
  const { [id]: _old, ...rest } = overrides;
  const standard = presetKeys(preset, id);
  const same = standard.length === keys.length && standard.every((key, index) => key === keys[index]);
  return same ? rest : { ...rest, [id]: [...keys] };
}
