import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatTable, printable } from './terminal-text.ts';

describe('printable', () => {
  it('keeps letters of any script and shows what would act on the terminal', () => {
    expect(printable('مقابلة 🎙 é.wav')).toBe('مقابلة 🎙 é.wav');
    expect(printable('a\u001b[31mb\nc\u202egpj.wav')).toBe('a\\u{1b}[31mb\\u{a}c\\u{202e}gpj.wav');
  });
});

describe('formatDuration', () => {
  it('speaks in the largest useful unit', () => {
    expect(formatDuration(7_400)).toBe('7 s');
    expect(formatDuration(185_000)).toBe('3 min 05 s');
    expect(formatDuration(3_720_000)).toBe('1 h 02 min');
    expect(formatDuration(4_234, true)).toBe('4.2 s');
  });
});

describe('formatBytes', () => {
  it('speaks in the largest useful unit', () => {
    expect([0, 1, 40_000, 1_300_000, 3 * 1024 ** 3].map(formatBytes)).toEqual([
      '0.0 MiB',
      '1 KiB',
      '40 KiB',
      '1.2 MiB',
      '3.0 GiB',
    ]);
  });
});

describe('formatTable', () => {
  it('aligns columns', () => {
    expect(
      formatTable([
        ['A', 'BB'],
        ['long', 'x'],
      ]),
    ).toBe('A     BB\nlong  x\n');
  });
});
