/** What of a keyboard event counts. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = ['Ctrl', 'Meta', 'Alt', 'Shift'] as const;

/**
 * Name of the keys pressed, modifiers in a fixed order: `Ctrl+Shift+M`, `Alt+ArrowDown`, `Space`, `?`. Letters and digits
 * are those of the key cap; where a layout or Alt makes another sign of a letter key, the letter counts. Undefined for a
 * modifier alone.
 */
export function comboOf(press: KeyPress): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(press.key))
    return undefined;
  const base = baseKey(press);
  // A sign that Shift makes, as `?`, is its own name.
  const shift = press.shiftKey && (base.length > 1 || /[\p{L}\p{N}]/u.test(base));
  const held = [press.ctrlKey, press.metaKey, press.altKey, shift];
  return [...MODIFIERS.filter((_, index) => held[index] === true), base].join('+');
}

function baseKey({ key, code, altKey, shiftKey, ctrlKey, metaKey }: KeyPress): string {
  if (key === ' ' || code === 'Space') return 'Space';
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (
    digit !== undefined &&
    (altKey || shiftKey || ctrlKey || metaKey) &&
    !/^[!-/:-@[-`{-~]$/.test(shiftKey && !altKey && !ctrlKey && !metaKey ? key : '')
  )
    return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && (altKey || !/^[a-z]$/i.test(key))) return letter;
  return key.length === 1 ? key.toUpperCase() : key;
}

/** A key name of a map as it is compared: `Mod` becomes the machine's own modifier, modifiers stand in order. */
export function normaliseCombo(combo: string, mac: boolean): string {
  const parts = combo.split(/\+(?!$)/);
  const key = parts.at(-1) ?? '';
  const named = new Set(parts.slice(0, -1).map((part) => (part === 'Mod' ? (mac ? 'Meta' : 'Ctrl') : part)));
  const signOfShift = key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
  if (signOfShift) named.delete('Shift');
  return [...MODIFIERS.filter((modifier) => named.has(modifier)), key.length === 1 ? key.toUpperCase() : key].join('+');
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Insert: 'Ins',
};
const ON_MAC: Readonly<Record<string, string>> = { Ctrl: '⌃', Meta: '⌘', Alt: '⌥', Shift: '⇧' };

/** Keys as people read them: `Ctrl+Shift+M`, on a Mac `⇧⌘M`. */
export function showCombo(combo: string, mac: boolean): string {
  const parts = normaliseCombo(combo, mac).split(/\+(?!$)/);
  const shown = parts.map((part) => SHOWN[part] ?? (mac ? (ON_MAC[part] ?? part) : part));
  return shown.join(mac ? '' : '+');
}

/** True for keys that write text, so they must not call commands while somebody types. */
export function writesText(combo: string): boolean {
  const parts = combo.split(/\+(?!$)/);
  const key = parts.at(-1) ?? '';
  if (parts.includes('Ctrl') || parts.includes('Meta') || parts.includes('Alt')) return false;
  return !/^F\d{1,2}$/.test(key);
}
