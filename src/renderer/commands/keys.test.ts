import { describe, expect, it } from 'vitest';
import { comboOf, normaliseCombo, showCombo, writesText } from './keys.ts';

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => comboOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('comboOf', () => {
  it('names keys with their modifiers in one order', () => {
    expect(press('M', 'KeyM', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+M');
    expect(press('ArrowDown', 'ArrowDown', { altKey: true })).toBe('Alt+ArrowDown');
    expect(press(' ', 'Space')).toBe('Space');
    expect(press('!', 'Digit1', { altKey: true, shiftKey: true })).toBe('Alt+Shift+1');
    expect(press('1', 'Digit1')).toBe('1');
  });

  it('takes a sign that Shift makes as its own name', () => {
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('{', 'BracketLeft', { shiftKey: true })).toBe('{');
  });

  it('finds the letter where the layout or Alt writes something else', () => {
    expect(press('я', 'KeyZ', { ctrlKey: true })).toBe('Ctrl+Z');
    expect(press('∫', 'KeyB', { altKey: true })).toBe('Alt+B');
    expect(press('z', 'KeyW', { ctrlKey: true })).toBe('Ctrl+Z');
  });

  it('is nothing for a modifier alone', () => {
    expect(press('Shift', 'ShiftLeft', { shiftKey: true })).toBeUndefined();
  });
});

describe('normaliseCombo', () => {
  it('makes Mod the modifier of the machine', () => {
    expect(normaliseCombo('Shift+Mod+m', false)).toBe('Ctrl+Shift+M');
    expect(normaliseCombo('Mod+M', true)).toBe('Meta+M');
    expect(normaliseCombo('Shift+?', false)).toBe('?');
    expect(normaliseCombo('Mod++', false)).toBe('Ctrl++');
  });
});

describe('showCombo and writesText', () => {
  it('shows keys as each system does', () => {
    expect(showCombo('Mod+Shift+M', true)).toBe('⌘⇧M');
    expect(showCombo('Mod+Shift+M', false)).toBe('Ctrl+Shift+M');
    expect(showCombo('Alt+ArrowDown', false)).toBe('Alt+↓');
  });

  it('knows which keys write', () => {
    expect(writesText('Space')).toBe(true);
    expect(writesText('A')).toBe(true);
    expect(writesText('Ctrl+A')).toBe(false);
    expect(writesText('F5')).toBe(false);
  });
});
