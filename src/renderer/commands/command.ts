/** Where a command can be called by key: everywhere, in the editor, or only while that part of it has the focus. */
export type CommandScope = 'app' | 'editor' | 'grid' | 'text' | 'timeline';

/**
 * Something a user can do, known by name, in the palette and to key maps. Its title is the text `commands:<id>` with `.`
 * as `_`.
 */
export interface CommandEntry {
  readonly id: string;
  readonly scope: CommandScope;
  /** Keys of Voxlane's own map, such as `Ctrl+Shift+M`; `Mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** Also while text is being typed. Keys without Ctrl, Alt or a function key never are. */
  readonly inText?: boolean;
}
