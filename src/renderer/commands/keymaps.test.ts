import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, type CommandId } from './catalogue.ts';
import { commandsFor, keysOf } from './command-table.ts';
import { findConflicts, takenBy } from './conflicts.ts';
import { readKeymapFile, writeKeymapFile } from './keymap-file.ts';
import { effectiveKeys, KEYMAP_IDS, presetKeys, withKeys } from './keymaps.ts';
import { normaliseCombo } from './keys.ts';

const DESKTOP = { mac: false, browser: false };
const ids = CATALOGUE.map(({ id }) => id);
const anyCombo = fc
  .tuple(
    fc.subarray(['Mod', 'Alt', 'Shift']),
    fc.constantFrom('A', 'S', 'D', 'K', 'Z', '1', 'F5', 'F9', 'Space', 'Enter', 'Delete', '[', '.', 'ArrowLeft'),
  )
  .map(([held, key]) => [...held, key].join('+'));
const anyOverrides = fc.dictionary(fc.constantFrom<string>(...ids), fc.array(anyCombo, { maxLength: 3 }), {
  maxKeys: 20,
});

describe('keymaps', () => {
  it.each(KEYMAP_IDS)('has no clash in %s and leaves no command without a free key, on PC and Mac', (preset) => {
    for (const mac of [false, true]) {
      const machine = { mac, browser: true };
      const keys = effectiveKeys(preset, {});
      const clashes = [...findConflicts(keys, machine)].filter(([, list]) => list.some(({ kind }) => kind === 'clash'));
      expect(clashes).toEqual([]);
      const unreachable = ids.filter((id) => {
        const own = keysOf(id, keys);
        return own.length > 0 && own.every((combo) => takenBy(combo, machine) !== undefined);
      });
      expect(unreachable).toEqual([]);
    }
  });

  it('knows the keys of the other editors', () => {
    const aegisub = effectiveKeys('aegisub', {});
    expect(commandsFor('R', false, aegisub)).toEqual(['play.cue']);
    expect(commandsFor('Ctrl+D', true, aegisub)).toEqual(['cue.splitAtPlayhead']);
    expect(commandsFor('Ctrl+Alt+P', true, effectiveKeys('subtitle-edit', {}))).toEqual(['play.toggle']);
  });

  it('reports every combination that two commands of one scope share, and no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYMAP_IDS), anyOverrides, (preset, overrides) => {
        const keys = effectiveKeys(preset, overrides);
        const found = findConflicts(keys, DESKTOP);
        for (const one of CATALOGUE) {
          for (const other of CATALOGUE) {
            if (one.id === other.id || one.scope !== other.scope) continue;
            const mine = keysOf(one.id, keys).map((key) => normaliseCombo(key, false));
            const theirs = new Set(keysOf(other.id, keys).map((key) => normaliseCombo(key, false)));
            const shares = mine.some((combo) => theirs.has(combo));
            const told = found.get(one.id)?.some((each) => each.kind === 'clash' && each.with === other.id) ?? false;
            expect(told).toBe(shares);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps only what differs from the keymap, and goes back to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYMAP_IDS),
        anyOverrides,
        fc.constantFrom<CommandId>(...ids),
        fc.array(anyCombo, { maxLength: 3 }),
        (preset, overrides, id, keys) => {
          const changed = withKeys(preset, overrides, id, keys);
          expect(keysOf(id, effectiveKeys(preset, changed))).toEqual(keys);
          expect(withKeys(preset, changed, id, presetKeys(preset, id))).not.toHaveProperty([id]);
        },
      ),
    );
  });

  it('knows what browser and system keep', () => {
    expect(takenBy('Mod+W', { mac: false, browser: true })).toBe('browser');
    expect(takenBy('Mod+W', DESKTOP)).toBeUndefined();
    expect(takenBy('Alt+F4', DESKTOP)).toBe('system');
    expect(takenBy('Mod+Q', { mac: true, browser: false })).toBe('system');
    expect(takenBy('Mod+Q', DESKTOP)).toBeUndefined();
  });
});

describe('keymap files', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYMAP_IDS), anyOverrides, (keymap, keys) => {
        expect(readKeymapFile(writeKeymapFile({ keymap, keys }))).toEqual({ keymap, keys, unknown: [] });
      }),
    );
  });

  it('leave out and name commands of another version', () => {
    const text = writeKeymapFile({ keymap: 'voxlane', keys: { 'edit.undo': ['Mod+U'], 'later.thing': ['Mod+J'] } });
    expect(readKeymapFile(text)).toEqual({
      keymap: 'voxlane',
      keys: { 'edit.undo': ['Mod+U'] },
      unknown: ['later.thing'],
    });
  });

  it.each(['', '{}', '[1', '{"format":"voxlane-keymap","version":1,"keymap":"vi","keys":{}}', 'x'.repeat(300_000)])(
    'are refused when they are something else',
    (text) => {
      expect(() => readKeymapFile(text)).toThrow(expect.objectContaining({ code: 'format-invalid' }));
    },
  );
});
