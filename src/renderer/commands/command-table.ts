import { store } from '../state/store.ts';
import { CATALOGUE, type CommandId, commandEntry } from './catalogue.ts';
import { normaliseCombo, writesText } from './keys.ts';

export interface CommandHandler {
  readonly run: () => void;
  /** False: the command is there and cannot be done now. */
  readonly enabled: boolean;
}

/** Keys of each command as they are now: Voxlane's own or a user's. */
export type KeyMap = Readonly<Partial<Record<CommandId, readonly string[]>>>;

export const isMac = globalThis.navigator?.userAgent.includes('Mac') ?? false;

/** The commands that can be done now, the newest handler of each last, and the keys that call them. */
export const commandTable = store<{
  readonly handlers: ReadonlyMap<CommandId, readonly CommandHandler[]>;
  readonly keys: KeyMap;
}>({ handlers: new Map(), keys: {} });

/** Adds a handler on top of others; returns the function that takes it away. */
export function addHandler(id: CommandId, handler: CommandHandler): () => void {
  change(id, (list) => [...list, handler]);
  return () => change(id, (list) => list.filter((each) => each !== handler));
}

function change(id: CommandId, update: (list: readonly CommandHandler[]) => readonly CommandHandler[]): void {
  commandTable.setState(({ handlers }) => {
    const next = new Map(handlers);
    const list = update(next.get(id) ?? []);
    if (list.length === 0) next.delete(id);
    else next.set(id, list);
    return { handlers: next };
  });
}

/** Does a command. False when nothing here can do it now. */
export function runCommand(id: CommandId): boolean {
  const handler = commandTable.getState().handlers.get(id)?.at(-1);
  if (handler?.enabled !== true) return false;
  handler.run();
  return true;
}

/** Keys that call a command now. */
export function keysOf(id: CommandId, keys: KeyMap = commandTable.getState().keys): readonly string[] {
  return keys[id] ?? commandEntry(id).keys;
}

/** The commands a key calls, the most local scope first; `typing` leaves out those that would take a letter away. */
export function commandsFor(combo: string, typing: boolean, keys: KeyMap = commandTable.getState().keys): CommandId[] {
  const order = { text: 0, grid: 1, timeline: 1, editor: 2, app: 3 };
  return CATALOGUE.filter((entry) => keysOf(entry.id, keys).some((key) => normaliseCombo(key, isMac) === combo))
    .filter((entry) => !typing || ('inText' in entry && entry.inText && !writesText(combo)))
    .sort((a, b) => order[a.scope] - order[b.scope])
    .map(({ id }) => id);
}
