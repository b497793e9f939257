import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS } from '../../src/core/formats/codec.ts';
import { convertText } from '../../src/core/formats/convert.ts';
import { CODECS, findCodec, requireCodec } from '../../src/core/formats/registry.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { audioFixture } from '../support/fixtures.ts';

describe('the registry', () => {
  it('finds codecs by id, extension and file name', () => {
    expect(CODECS.map((codec) => codec.id)).toEqual(FORMAT_IDS);
    for (const name of ['srt', 'SRT', '.srt', 'a.b.srt', '/x.vtt/film.SRT', 'C:\\x\\film.srt']) {
      expect(findCodec(name)?.id).toBe('srt');
    }
    expect(findCodec('film.webvtt')?.id).toBe('vtt');
    expect(findCodec('film.doc')).toBeUndefined();
    expect(findCodec('')).toBeUndefined();
  });
  it('refuses unknown formats with the list of known ones', () => {
    expect(() => requireCodec('film.doc')).toThrow(/srt, vtt, json, rttm, txt/);
    expect(() => convertText({ text: '', from: 'srt', to: 'xyz' })).toThrow(AppError);
  });
});

describe('convertText', () => {
  const vtt =
    'WEBVTT\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000 line:0\n<v Anna>Hi <i>you</i>\n\n' +
    '00:03.000 --> 00:04.000\n<v Anna>- A</v>\n<v Bob>- B</v>\n';

  it('carries speakers from WebVTT to SRT and back, and says what SRT cannot hold', () => {
    const srt = convertText({ text: vtt, from: 'vtt', to: 'srt' });
    expect(srt.text).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\nAnna: Hi <i>you</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n- A\n- Bob: B\n',
    );
    expect(srt.losses.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'speakers-as-text 2',
      'styles 1',
      'cue-settings 1',
    ]);
    const back = convertText({ text: srt.text, from: 'srt', to: 'vtt', read: { detectSpeakers: true } });
    expect(back.text).toBe(
      'WEBVTT\n\nc1\n00:00:01.000 --> 00:00:02.000\n<v Anna>Hi <i>you</i>\n\n' +
        'c2\n00:00:03.000 --> 00:00:04.000\n<v Anna>- A</v>\n<v Bob>- B</v>\n',
    );
    expect(back.losses).toEqual([]);
  });

  it('loses nothing on the way through JSON', () => {
    const json = convertText({ text: vtt, from: 'vtt', to: 'json' });
    expect(json.losses).toEqual([]);
    const direct = convertText({ text: vtt, from: 'vtt', to: 'vtt' });
    expect(convertText({ text: json.text, from: 'json', to: 'vtt' }).text).toBe(direct.text);
    expect(direct.losses).toEqual([]);
  });

  it('makes turns of cues with speakers, and cues of turns', () => {
    const rttm = convertText({ text: vtt, from: 'vtt', to: 'rttm', read: { name: 'my film.vtt' } });
    expect(rttm.text).toBe(
      'SPEAKER my_film 1 1.000 1.000 <NA> <NA> Anna <NA> <NA>\n' +
        'SPEAKER my_film 1 3.000 1.000 <NA> <NA> Anna <NA> <NA>\n' +
        'SPEAKER my_film 1 3.000 1.000 <NA> <NA> Bob <NA> <NA>\n',
    );
    const srt = convertText({ text: rttm.text, from: 'rttm', to: 'srt' });
    expect(srt.text).toContain('1\n00:00:01,000 --> 00:00:02,000\n[Anna]\n');
    expect(srt.diagnostics.map(({ code }) => code)).toEqual(['cues-from-turns']);
    expect(convertText({ text: '1\n00:00:01,000 --> 00:00:02,000\nA', from: 'srt', to: 'rttm' })).toMatchObject({
      text: '\n',
      diagnostics: [{ code: 'no-speakers' }],
    });
  });

  it('reads the subtitle files of the fixtures without a remark, and writes the same bytes back', () => {
    for (const id of ['digits-dialog-2spk-60s', 'digits-long-20min', 'digits-mono-20s']) {
      const text = readFileSync(audioFixture(`${id}.srt`), 'utf8');
      const { diagnostics, text: back, losses } = convertText({ text, from: 'srt', to: 'srt' });
      expect(diagnostics.filter(({ code }) => code !== 'speaker-prefixes')).toEqual([]);
      expect(back.trim()).toBe(text.trim());
      expect(losses).toEqual([]);
    }
  });

  it('reads the truth files of the fixtures without a remark', () => {
    for (const id of ['digits-dialog-2spk-60s', 'digits-meeting-4spk-180s']) {
      const text = readFileSync(audioFixture(`${id}.rttm`), 'utf8');
      const { document, diagnostics } = convertText({ text, from: 'rttm', to: 'json' });
      expect(diagnostics).toEqual([]);
      expect(document.turns).toHaveLength(text.trim().split('\n').length);
      expect(document.speakers).toHaveLength(Number(/(\d)spk/.exec(id)?.[1]));
    }
  });
});
