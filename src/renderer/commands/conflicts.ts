import { CATALOGUE, type CommandId } from './catalogue.ts';
import { type KeyMap, keysOf } from './command-table.ts';
import type { CommandScope } from './command.ts';
import { normaliseCombo } from './keys.ts';

/**
 * Trouble with a combination. `clash`: two commands of one scope share it, only one can be called. `shadow`: a command of
 * a part of the window takes it from one of the whole while that part has the focus. `taken`: the browser or the system
 * does not let the page have it.
 */
export type KeyConflict =
  | { readonly kind: 'clash' | 'shadow'; readonly combo: string; readonly with: CommandId }
  | { readonly kind: 'taken'; readonly combo: string; readonly by: 'browser' | 'system' };

export interface KeyMachine {
  readonly mac: boolean;
  readonly browser: boolean;
}

const BROWSER = ['T', 'N', 'W', 'Shift+T', 'Shift+N', 'Shift+W', 'Tab', 'Shift+Tab'];
const SYSTEM = ['Alt+F4', 'Alt+Tab', 'Alt+Shift+Tab', 'Ctrl+Alt+Delete', 'Ctrl+Alt+T'];
const SYSTEM_MAC = ['Meta+Q', 'Meta+Tab', 'Meta+Space', 'Meta+H', 'Meta+M', 'Meta+Alt+Escape'];

/** Who keeps a combination from the page, if anybody. */
export function takenBy(combo: string, machine: KeyMachine): 'browser' | 'system' | undefined {
  const wanted = normaliseCombo(combo, machine.mac);
  const isOne = (list: readonly string[]): boolean => list.some((each) => normaliseCombo(each, machine.mac) === wanted);
  // The Windows key, and its like elsewhere, belongs to the system.
  if (machine.mac ? isOne(SYSTEM_MAC) : isOne(SYSTEM) || wanted.startsWith('Meta+')) return 'system';
  if (machine.browser && isOne(BROWSER.map((key) => `Mod+${key}`))) return 'browser';
  return undefined;
}

/** Whether keys of two scopes can meet: the same one, or one inside the other. */
function scopesMeet(a: CommandScope, b: CommandScope): boolean {
  if (a === b || a === 'app' || b === 'app') return true;
  return a === 'editor' || b === 'editor';
}

/** What is wrong with the keys of each command; commands without trouble are not in it. */
export function findConflicts(keys: KeyMap, machine: KeyMachine): ReadonlyMap<CommandId, readonly KeyConflict[]> {
  const users = new Map<string, { readonly id: CommandId; readonly scope: CommandScope }[]>();
  for (const { id, scope } of CATALOGUE) {
    for (const combo of new Set(keysOf(id, keys).map((key) => normaliseCombo(key, machine.mac)))) {
      users.set(combo, [...(users.get(combo) ?? []), { id, scope }]);
    }
  }
  const found = new Map<CommandId, KeyConflict[]>();
  const report = (id: CommandId, conflict: KeyConflict): void =>
    void found.set(id, [...(found.get(id) ?? []), conflict]);
  for (const [combo, list] of users) {
    const by = takenBy(combo, machine);
    for (const one of list) {
      if (by !== undefined) report(one.id, { kind: 'taken', combo, by });
      for (const other of list) {
        if (other === one || !scopesMeet(one.scope, other.scope)) continue;
        report(one.id, { kind: one.scope === other.scope ? 'clash' : 'shadow', combo, with: other.id });
      }
    }
  }
  return found;
}
