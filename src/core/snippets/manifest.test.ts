import { describe, expect, it } from 'vitest';
import { manifestCsv, type ManifestEntry } from './manifest.ts';

const entry = (more: Partial<ManifestEntry>): ManifestEntry => ({
  file: '001.wav',
  cues: ['c1', 'c2'],
  startMs: 100,
  endMs: 900,
  speechStartMs: 200,
  speechEndMs: 800,
  text: '',
  translations: {},
  classes: {},
  ...more,
});

describe('manifestCsv', () => {
  it('has a column for each language and three for each schema, and quotes cells', () => {
    const csv = manifestCsv([
      entry({ text: 'Say "yes",\nplease', translations: { fr: 'Oui' }, speaker: 'S1', speakerName: 'Ann' }),
      entry({ classes: { role: { labels: ['in', 'out'], characters: ['Sam'], confidence: 0.25 } } }),
    ]);
    expect(csv).toBe(
      [
        '"file","cues","start_ms","end_ms","speaker","text","translation_fr","class_role","character_role","confidence_role"',
        '"001.wav","c1 c2","100","900","Ann","Say ""yes"", please","Oui","","",""',
        '"001.wav","c1 c2","100","900","","","","in; out","Sam","0.25"',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['=1+2', '+1', '-1', '@SUM(A1)', '\t=1', '\r\n=1', '  =1', '\u200b=1', '＝1'])(
    'gives a spreadsheet no formula: %j',
    (text) => {
      const cells =
        manifestCsv([entry({ text, speaker: text, translations: { fr: text } })])
          .split('\r\n')[1]
          ?.split(',') ?? [];
      expect(cells.filter((cell) => cell.startsWith(`"'`))).toHaveLength(3);
    },
  );
});
