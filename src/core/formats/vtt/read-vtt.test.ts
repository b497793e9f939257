import { describe, expect, it } from 'vitest';
import { readVtt } from './read-vtt.ts';

const ONE = '00:01.000 --> 00:04.000';
const TWO = '00:00:05.000 --> 00:00:06.000';

function read(text: string) {
  const { document, diagnostics } = readVtt(text);
  const name = (id: string | undefined): string => document.speakers.find((speaker) => speaker.id === id)?.name ?? '?';
  return {
    document,
    cues: document.cues.map((cue) => `${cue.startMs}-${cue.endMs}|${cue.lines.join('/')}`),
    speakers: document.cues.map(
      (cue) => cue.lineSpeakers?.map(name) ?? (cue.speaker === undefined ? '' : name(cue.speaker)),
    ),
    codes: diagnostics.map((diagnostic) => diagnostic.code),
  };
}
const cueText = (text: string) => read(`WEBVTT\n\n${ONE}\n${text}\n`);

describe('WebVTT structure', () => {
  it('reads the parts of a file and keeps what is no cue word for word', () => {
    const text =
      'WEBVTT - title\nKind: captions\nLanguage: tr\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:bottom\n\n' +
      `NOTE first\nsecond line\n\nintro\n${ONE} line:0 align:start\nHello\n\nNOTE between\n\n${TWO}\nBye\n\nNOTE end\n`;
    const { document, cues, codes } = read(text);
    expect(codes).toEqual([]);
    expect(cues).toEqual(['1000-4000|Hello', '5000-6000|Bye']);
    expect(document.language).toBe('tr');
    expect(document.cues.map((cue) => cue.id)).toEqual(['intro', 'c2']);
    expect(document.imported).toEqual({
      format: 'vtt',
      header: ' - title\nKind: captions\nLanguage: tr',
      blocks: [
        { kind: 'style', text: 'STYLE\n::cue { color: red }', beforeCueId: 'intro' },
        { kind: 'region', text: 'REGION\nid:bottom', beforeCueId: 'intro' },
        { kind: 'note', text: 'NOTE first\nsecond line', beforeCueId: 'intro' },
        { kind: 'note', text: 'NOTE between', beforeCueId: 'c2' },
        { kind: 'note', text: 'NOTE end' },
      ],
      cues: [{ cueId: 'intro', settings: 'line:0 align:start' }],
    });
  });

  it.each([
    ['byte order mark, CRLF', `\uFEFFWEBVTT\r\n\r\n${ONE}\r\nA\r\n`, []],
    ['tab behind the signature', `WEBVTT\tx\n\n${ONE}\nA\n`, []],
    ['no signature', `${ONE}\nA\n`, ['signature-missing']],
    ['signature with a tail', `WEBVTTX\n\n${ONE}\nA\n`, ['signature-missing', 'block-unknown']],
    ['no blank line behind the header', `WEBVTT\n${ONE}\nA\n`, []],
    ['header line without blank line', `WEBVTT\nKind: x\n${ONE}\nA\n`, ['blank-line-missing']],
    ['stream clock', `WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n${ONE}\nA\n`, ['timestamp-map']],
    ['repeated signature', `WEBVTT\n\nWEBVTT\n\n${ONE}\nA\n`, ['signature-repeated']],
    ['comma and short fraction', 'WEBVTT\n\n00:00:01,0 --> 00:00:04,000\nA\n', ['time-line-loose']],
    ['unknown setting', `WEBVTT\n\n${ONE} glow:on\nA\n`, ['setting-bad']],
    ['setting twice', `WEBVTT\n\n${ONE} size:50% size:60%\nA\n`, ['setting-bad']],
  ])('tolerates: %s', (_, text, codes) => {
    const result = read(text);
    expect(result.cues).toEqual(['1000-4000|A']);
    expect(result.codes).toEqual(codes);
  });

  it('starts a cue at every arrow, as the specification does', () => {
    const { cues, codes } = read(`WEBVTT\n\n${ONE}\nA\n${TWO}\nB\n2\n00:07.000 --> 00:08.000\nC`);
    expect(cues).toEqual(['1000-4000|A', '5000-6000|B', '7000-8000|C']);
    expect(codes).toEqual(['blank-line-missing', 'blank-line-missing']);
  });

  it('keeps unreadable cues, late styles and repeated identifiers, flagged', () => {
    const { document, cues, codes } = read(`WEBVTT\n\nx\n${ONE}\nA\n\nx\n${TWO}\nB\n\nSTYLE\na{}\n\nsoon --> later\nC`);
    expect(cues).toHaveLength(2);
    expect(codes).toEqual(['style-late', 'time-line-bad', 'id-repeated']);
    expect(document.cues.map((cue) => cue.id)).toEqual(['c1', 'c2']);
    expect(document.imported?.cues).toEqual([
      { cueId: 'c1', originalId: 'x' },
      { cueId: 'c2', originalId: 'x' },
    ]);
    expect(document.imported?.blocks).toEqual([
      { kind: 'style', text: 'STYLE\na{}' },
      { kind: 'other', text: 'soon --> later\nC' },
    ]);
  });

  it('keeps cues without text and with reversed times', () => {
    expect(read(`WEBVTT\n\n${ONE}\n\n00:09.000 --> 00:08.000\nback\n`).cues).toEqual(['1000-4000|', '9000-8000|back']);
  });

  it('says when there is no cue', () => {
    expect(read('WEBVTT').codes).toEqual(['no-cues']);
    expect(read('').codes).toEqual(['signature-missing', 'no-cues']);
  });
});

describe('WebVTT cue text', () => {
  it('resolves character references and replaces NUL', () => {
    expect(cueText('a &lt; b &amp;&amp; c&nbsp;d &#233; &#x1F600; &unknown; \0').document.cues[0]?.lines).toEqual([
      'a < b && c\u00A0d é 😀 &unknown; \uFFFD',
    ]);
  });

  it('keeps formatting, drops nothing it does not know', () => {
    const result = cueText('<i.x>a</i> <c.red>b</c> <ruby>c<rt>d</rt></ruby> <lang en>e</lang> <blink>f</blink> 1 < 2');
    expect(result.document.cues[0]?.lines).toEqual([
      '<i.x>a</i> <c.red>b</c> <ruby>c<rt>d</rt></ruby> <lang en>e</lang> <blink>f</blink> 1 < 2',
    ]);
    expect(result.codes).toEqual(['tag-unknown', 'tag-unknown', 'less-than-unescaped']);
  });

  it('makes a voice the speaker, with its classes kept', () => {
    const result = cueText('<v.first.loud  Esme &amp;\tMary >Hello\nthere');
    expect(result).toMatchObject({ cues: ['1000-4000|Hello/there'], speakers: ['Esme & Mary'], codes: [] });
    expect(result.document.imported?.cues).toEqual([{ cueId: 'c1', voiceClass: 'first.loud' }]);
    expect(result.document.turns).toEqual([{ startMs: 1000, endMs: 4000, speaker: 'S1' }]);
  });

  it('makes lines of several voices, taking the dashes away', () => {
    expect(cueText('<v A>- Hi</v>\n<v B>- Yo</v>')).toMatchObject({
      cues: ['1000-4000|Hi/Yo'],
      speakers: [['A', 'B']],
      codes: [],
    });
    const shared = cueText('<v A>Hi</v> <v B>Yo\nthere</v> <v A>ok</v>');
    expect(shared).toMatchObject({ cues: ['1000-4000|Hi/Yo/there/ok'], speakers: [['A', 'B', 'B', 'A']] });
    expect(shared.codes).toEqual(['voices-split']);
    expect(shared.document.turns).toHaveLength(2);
  });

  it('gives text outside a voice to its neighbour, and keeps a nameless voice as text', () => {
    expect(cueText('oh <v A>Hi</v>')).toMatchObject({ speakers: ['A'], codes: ['voice-partial'] });
    expect(cueText('<v>Hi</v>')).toMatchObject({
      cues: ['1000-4000|Hi'],
      speakers: [''],
      codes: ['voice-without-name'],
    });
    expect(cueText('<v Anna></v>')).toMatchObject({ cues: ['1000-4000|'], speakers: ['Anna'], codes: [] });
  });

  it('turns inline timestamps into word times', () => {
    const { document, codes } = cueText('<v A>One<00:00:02.000> two<00:00:03.000><c> three four</c>');
    expect(codes).toEqual([]);
    expect(document.cues[0]).toMatchObject({ lines: ['One two<c> three four</c>'], wordIds: ['w1', 'w2', 'w3', 'w4'] });
    expect(
      document.words.map(({ text, startMs, endMs, timing, speaker }) => [text, startMs, endMs, timing, speaker]),
    ).toEqual([
      ['One', 1000, 2000, 'native', 'S1'],
      ['two', 2000, 3000, 'native', 'S1'],
      ['three', 3000, 3556, 'interpolated', 'S1'],
      ['four', 3556, 4000, 'interpolated', 'S1'],
    ]);
  });

  it('leaves out timestamps outside the cue or out of order', () => {
    const { document, codes } = cueText('a<00:00:00.500>b<00:00:03.000>c<00:00:02.000>d<00:00:04.000>e');
    expect(codes).toEqual(['inline-time-bad', 'inline-time-bad', 'inline-time-bad']);
    expect(document.words.map(({ text, spaceBefore }) => [text, spaceBefore])).toEqual([
      ['ab', undefined],
      ['cde', false],
    ]);
  });
});
