import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertText } from '../../src/core/formats/convert.ts';
import { decodeText, encodeText } from '../../src/platform/text/decode-text.ts';
import { readTextFile } from '../../src/platform/text/read-text-file.ts';
import { AppError } from '../../src/shared/app-error.ts';

const subtitles = (lines: readonly string[]): string =>
  lines.map((line, index) => `${index + 1}\r\n00:00:0${index},000 --> 00:00:0${index},900\r\n${line}\r\n`).join('\r\n');

const TURKISH = subtitles([
  'Nasılsın kardeşim, bugün iyi misin?',
  'Hayır, değilim. Işıklar söndü.',
  'Şimdi gidelim mi? Yağmur yağıyor.',
  'İstanbul’a dönüşünü bekliyorum.',
]);
const SHORT_TURKISH = subtitles(['Kapıyı açtığımda ıslaktım.', 'Sığınak kapalı.']);
const ICELANDIC = subtitles([
  'Hvað er það? Ég veit það ekki.',
  'Þú verður að segja mér það.',
  'Við sjáum þig síðar, Þórður.',
]);
const FRENCH = subtitles([
  'Où êtes-vous allés, mes chères ?',
  'Ça va être très long, mon garçon.',
  'Le garçon a déjà mangé.',
]);
const CZECH = subtitles([
  'Příliš žluťoučký kůň úpěl ďábelské ódy.',
  'Který je tvůj nejlepší přítel?',
  'Nový den, krásný večer, dobrý.',
]);
const RUSSIAN = subtitles([
  'Здравствуйте, как ваши дела сегодня?',
  'Я не понимаю, что происходит.',
  'Пойдём отсюда, пока не поздно.',
]);
const JAPANESE = subtitles(['こんにちは、元気ですか。', '今日はとても天気がいいですね。', '明日また会いましょう。']);

describe('decodeText', () => {
  it.each([
    ['utf-8', iconv.encode(TURKISH, 'utf-8'), TURKISH],
    ['utf-8', iconv.encode(TURKISH, 'utf-8', { addBOM: true }), TURKISH],
    ['utf-16le', iconv.encode(TURKISH, 'utf-16le', { addBOM: true }), TURKISH],
    ['utf-16be', iconv.encode(JAPANESE, 'utf-16be', { addBOM: true }), JAPANESE],
    ['utf-16le', iconv.encode(TURKISH, 'utf-16le'), TURKISH],
    ['utf-16be', iconv.encode(FRENCH, 'utf-16be'), FRENCH],
    ['utf-16le', iconv.encode(JAPANESE, 'utf-16le'), JAPANESE],
    ['utf-32le', iconv.encode(FRENCH, 'utf-32le', { addBOM: true }), FRENCH],
    ['windows-1254', iconv.encode(TURKISH, 'windows-1254'), TURKISH],
    ['windows-1254', iconv.encode(SHORT_TURKISH, 'windows-1254'), SHORT_TURKISH],
    ['windows-1252', iconv.encode(ICELANDIC, 'windows-1252'), ICELANDIC],
    ['windows-1252', iconv.encode(FRENCH, 'windows-1252'), FRENCH],
    ['windows-1251', iconv.encode(RUSSIAN, 'windows-1251'), RUSSIAN],
    ['shift_jis', iconv.encode(JAPANESE, 'shift_jis'), JAPANESE],
  ])('reads %s', (encoding, bytes, text) => {
    expect(decodeText(bytes)).toMatchObject({ encoding, text });
  });

  it('does not take Czech for Turkish, though both use the byte of ý and ı', () => {
    const { text, encoding } = decodeText(iconv.encode(CZECH, 'windows-1250'));
    expect(encoding).not.toBe('windows-1254');
    expect(text).toContain('Který');
  });

  it('keeps quiet about certain encodings and speaks up about guesses', () => {
    expect(decodeText(iconv.encode(TURKISH, 'utf-8')).diagnostics).toEqual([]);
    expect(decodeText(iconv.encode(TURKISH, 'windows-1254')).diagnostics).toMatchObject([{ code: 'encoding-guessed' }]);
    const unsure = decodeText(Uint8Array.from([0x41, 0xe9, 0x0a]));
    expect(unsure.diagnostics).toMatchObject([{ code: 'encoding-unsure', severity: 'warning' }]);
    expect(unsure.diagnostics[0]?.message).toContain(unsure.encoding);
  });

  it('obeys a wish, and says when bytes do not fit it', () => {
    const bytes = iconv.encode(TURKISH, 'windows-1254');
    expect(decodeText(bytes, 'ISO-8859-9').text).toContain('Nasılsın kardeşim');
    expect(decodeText(bytes, 'utf-8').diagnostics).toMatchObject([{ code: 'bytes-invalid' }]);
    for (const name of ['klingon', 'base64', '']) {
      expect(() => decodeText(bytes, name)).toThrow(expect.objectContaining({ code: 'options-invalid' }) as Error);
    }
  });

  it('survives any bytes', () => {
    for (let seed = 1; seed <= 200; seed++) {
      let state = seed;
      const bytes = Uint8Array.from({ length: seed }, () => (state = (state * 48_271) % 2_147_483_647) & 0xff);
      expect(typeof decodeText(bytes).text).toBe('string');
    }
  });

  it('gives Turkish letters all the way to WebVTT', () => {
    const { text } = decodeText(iconv.encode(TURKISH, 'windows-1254'));
    expect(convertText({ text, from: 'srt', to: 'vtt' }).text).toContain('Nasılsın kardeşim');
  });
});

describe('encodeText', () => {
  it('names what the encoding lacks', () => {
    const { bytes, unmappable } = encodeText('Işık 漢 漢', 'windows-1254');
    expect(unmappable).toEqual(['漢']);
    expect(iconv.decode(bytes, 'windows-1254')).toBe('Işık ? ?');
    expect(encodeText('Işık 😀', 'utf-8').unmappable).toEqual([]);
  });
});

describe('readTextFile', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-text-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const codeFor = async (path: string): Promise<string> =>
    readTextFile(path).then(
      () => 'read',
      (error: unknown) => (error instanceof AppError ? error.code : 'not an AppError'),
    );

  it('reads names of every kind', async () => {
    for (const name of ['-a b.srt', 'quo\'te".srt', '👩‍👩‍👧 ğış.srt', 'http:x.srt', 'שלום.srt']) {
      const path = join(folder, name);
      await writeFile(path, 'text');
      expect(await readTextFile(path)).toEqual({ text: 'text', encoding: 'utf-8', diagnostics: [] });
    }
  });

  it('refuses by name what is missing, empty, a folder, a device or too large', async () => {
    expect(await codeFor(join(folder, 'no.srt'))).toBe('input-not-found');
    expect(await codeFor(folder)).toBe('input-refused');
    expect(await codeFor('/dev/null')).toBe('input-refused');
    await writeFile(join(folder, 'empty.srt'), '');
    expect(await codeFor(join(folder, 'empty.srt'))).toBe('input-empty');
    const large = join(folder, 'large.srt');
    await writeFile(large, 'x');
    await truncate(large, 64 * 1024 * 1024 + 1);
    expect(await codeFor(large)).toBe('input-refused');
  });
});
