import { describe, expect, it } from 'vitest';
import { bytesOfToken, incompleteUtf8Tail, tokenOfText } from './byte-level.ts';
import { createWhisperTokenizer } from './tokenizer.ts';
import { beginSuppressedTokens, suppressedTokens } from './suppress.ts';
import { groupWords } from './word-groups.ts';
import type { WhisperGenerationConfig } from './config.ts';

/** A vocabulary with the 256 bytes and the given extra tokens, then Whisper's control tokens. */
function vocabulary(extra: readonly string[], controls: readonly string[]) {
  const tokens: Record<string, number> = {};
  for (let byte = 0; byte < 256; byte++) tokens[tokenOfByte(byte)] = byte;
  for (const text of extra) tokens[tokenOfText(text)] ??= Object.keys(tokens).length;
  const first = Object.keys(tokens).length;
  return { tokens, added: controls.map((content, i) => ({ id: first + i, content })) };
}

function tokenOfByte(byte: number): string {
  for (let code = 0; code < 0x200; code++) {
    const bytes = bytesOfToken(String.fromCodePoint(code));
    if (bytes.length === 1 && bytes[0] === byte && tokenIsMapped(code)) return String.fromCodePoint(code);
  }
  throw new Error(`byte ${byte} is not in the alphabet`);
}

/** Characters outside the alphabet encode as plain UTF-8, so only ASCII ones could be mistaken for mapped ones. */
function tokenIsMapped(code: number): boolean {
  return code > 0x20 && code !== 0x7f;
}

const MULTI = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|ja|>',
  '<|yue|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|startoflm|>',
  '<|startofprev|>',
  '<|nocaptions|>',
  '<|notimestamps|>',
];
const SILENT: WhisperGenerationConfig = {
  alignmentHeads: undefined,
  suppressTokens: undefined,
  beginSuppressTokens: undefined,
  maxInitialTimestampIndex: undefined,
  isMultilingual: undefined,
  noTimestampsTokenId: undefined,
};

function tokenizer(extra: readonly string[] = [], controls: readonly string[] = MULTI) {
  return createWhisperTokenizer(vocabulary(extra, controls), SILENT);
}

/** Token ids that spell `text` byte by byte. */
function bytesAsIds(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

describe('byte level alphabet', () => {
  it('maps all 256 bytes one to one and spells a leading space as U+0120', () => {
    expect(new Set(Array.from({ length: 256 }, (_, byte) => tokenOfByte(byte))).size).toBe(256);
    expect(tokenOfText(' zero')).toBe('Ġzero');
    expect(new TextDecoder().decode(bytesOfToken(tokenOfText(' é你\n')))).toBe(' é你\n');
  });

  it('knows how many bytes of a character are still to come', () => {
    const emoji = new TextEncoder().encode('a😀');
    expect([1, 2, 3, 4, 5].map((n) => incompleteUtf8Tail(emoji.subarray(0, n)))).toEqual([0, 1, 2, 3, 0]);
    expect(incompleteUtf8Tail(Uint8Array.of(0x80, 0x80))).toBe(0);
    expect(incompleteUtf8Tail(Uint8Array.of(0xff))).toBe(0);
  });
});

describe('createWhisperTokenizer', () => {
  it('finds the control tokens of a multilingual model, both spellings of no-speech', () => {
    const found = tokenizer();
    expect([found.eot, found.sot, found.transcribe]).toEqual([256, 257, 262]);
    expect([...found.languages]).toEqual([
      ['en', 258],
      ['ja', 259],
      ['yue', 260],
    ]);
    expect([found.sotLm, found.sotPrev, found.noSpeech]).toEqual([263, 264, 265]);
    expect([found.noTimestamps, found.timestampBegin]).toEqual([266, 267]);
    const renamed = MULTI.map((name) => (name === '<|nocaptions|>' ? '<|nospeech|>' : name));
    expect(tokenizer([], renamed).noSpeech).toBe(265);
  });

  it('treats a model without tasks, or one that says so, as English-only', () => {
    const english = tokenizer([], ['<|endoftext|>', '<|startoftranscript|>', '<|nospeech|>', '<|notimestamps|>']);
    expect([english.multilingual, english.transcribe, english.languages.size]).toEqual([false, undefined, 0]);
    const told = createWhisperTokenizer(vocabulary([], MULTI), { ...SILENT, isMultilingual: false });
    expect([told.multilingual, told.transcribe, told.languages.size]).toEqual([false, undefined, 0]);
  });

  it('refuses a vocabulary of another model', () => {
    expect(() => tokenizer([], ['<pad>'])).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
  });

  it('decodes characters spread over tokens, skips control tokens, replaces broken bytes', () => {
    const found = tokenizer([' zero']);
    expect(found.decode([...bytesAsIds('你'), found.eot, 256])).toBe('你 zero');
    expect(found.decode([0xe4, 0xbd])).toBe('\ufffd');
  });
});

describe('suppress lists', () => {
  it('uses the model lists when given and always bars control tokens but the end', () => {
    const found = tokenizer();
    const ids = suppressedTokens(found, { ...SILENT, suppressTokens: [5, 256, -1] });
    expect([...ids]).toEqual([5, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266]);
    expect([...beginSuppressedTokens(found, { ...SILENT, beginSuppressTokens: [7] })]).toEqual([7]);
    expect([...beginSuppressedTokens(found, { ...SILENT, beginSuppressTokens: [] })]).toEqual([]);
  });

  it('falls back to non-speech symbols and a lone space', () => {
    const found = tokenizer([' -', '♪', '[[', ' word']);
    const ids = new Set(suppressedTokens(found, SILENT));
    for (const text of [' -', '♪', '[[', '(', '#']) expect(ids.has(found.idOf(text)!)).toBe(true);
    for (const text of [' word', '-', "'", 'a', '.', '?']) expect(ids.has(found.idOf(text)!)).toBe(false);
    expect([...beginSuppressedTokens(found, SILENT)]).toEqual([0x20, found.eot]);
  });
});

describe('groupWords', () => {
  it('joins pieces until a space and attaches punctuation to its neighbour', () => {
    const found = tokenizer([' He', 'llo', ' "', 'you', '"', '.', ',']);
    const ids = [' He', 'llo', ',', ' "', 'you', '.', '"'].map((text) => found.idOf(text)!);
    const words = groupWords(found, ids, 'en');
    expect(words.map((word) => [word.text, word.from, word.to])).toEqual([
      ['Hello,', 0, 3],
      ['"you."', 3, 7],
    ]);
    expect(words.every((word) => word.spaceBefore)).toBe(true);
  });

  it('splits unspaced languages by character, never inside one', () => {
    const found = tokenizer();
    const words = groupWords(found, bytesAsIds('你好。'), 'zh');
    expect(words.map((word) => [word.text, word.from, word.to, word.spaceBefore])).toEqual([
      ['你', 0, 3, false],
      ['好。', 3, 9, false],
    ]);
    expect(groupWords(found, bytesAsIds('你好'), 'en').map((word) => word.text)).toEqual(['你好']);
  });

  it('ends words at timestamps, drops blank ones, keeps positions in the full list', () => {
    const found = tokenizer([' one', ' two']);
    const [one, two] = [found.idOf(' one')!, found.idOf(' two')!];
    const stamp = found.timestampBegin;
    const words = groupWords(found, [stamp, one, stamp + 5, stamp + 5, 0x20, two, stamp + 9], 'en');
    expect(words.map((word) => [word.text, word.from, word.to])).toEqual([
      ['one', 1, 2],
      ['two', 5, 6],
    ]);
  });

  it('leaves out half a character at the end of the text', () => {
    const found = tokenizer();
    expect(groupWords(found, [0x61, 0xe4, 0xbd], 'en').map((word) => word.text)).toEqual(['a']);
  });
});
