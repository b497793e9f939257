import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { fileNameOf, headOf, rememberChoice, rememberedChoice, writeOptionsOf } from './export-choice.ts';

describe('export choice', () => {
  it('is remembered, and standard after anything unreadable', () => {
    const storage = memoryStorage();
    const standard = rememberedChoice(storage);
    rememberChoice({ ...standard, formats: ['vtt', 'json'], bom: true }, storage);
    expect(rememberedChoice(storage)).toEqual({ ...standard, formats: ['vtt', 'json'], bom: true });
    storage.setItem('voxlane.export', '{"formats":["docx"]}');
    expect(rememberedChoice(storage)).toEqual(standard);
  });

  it('asks only for options the format has', () => {
    const choice = { ...rememberedChoice(memoryStorage()), bom: true, wordTimes: true };
    expect(writeOptionsOf('json', choice, { dash: 'dash' })).toEqual({});
    expect(writeOptionsOf('rttm', choice, { dash: 'dash' })).toEqual({ newline: 'lf' });
    const vtt = { wordTimes: true, stripTags: false, newline: 'lf', bom: true };
    expect(writeOptionsOf('vtt', choice, { dash: 'dash' })).toEqual({ ...vtt, dash: 'dash' });
  });

  it('makes file names that every system takes', () => {
    expect(fileNameOf('talk.wav', 'srt')).toBe('talk.srt');
    expect(fileNameOf('A/B: what? 1.0', 'activity.json')).toBe('A_B_ what_ 1.activity.json');
    expect(fileNameOf('.wav', 'txt')).toBe('voxlane.txt');
    expect(fileNameOf('talk.wav', 'srt', 'fr')).toBe('talk.fr.srt');
  });

  it('shows the first lines without the byte order mark', () => {
    expect(headOf('\uFEFFa\r\nb\r\nc\r\n', 2)).toEqual({ head: 'a\nb', count: 3 });
    expect(headOf('', 2)).toEqual({ head: '', count: 0 });
  });
});
