import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate, type EvaluateRequest, type Evaluation } from '../../src/studio/evaluate/evaluate.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const record = (file: string, start: number, length: number, speaker: string): string =>
  `SPEAKER ${file} 1 ${start} ${length} <NA> <NA> ${speaker} <NA> <NA>\n`;
const run = (reference: string, hypothesis: string, more: Partial<EvaluateRequest> = {}): Promise<Evaluation> =>
  evaluate({ reference, hypothesis, options: {}, ...more });

function scoresOf({ recordings }: Evaluation, name: string) {
  const entry = recordings.find((one) => one.name === name);
  if (entry?.kind !== 'scored') throw new Error(`${name} was not scored`);
  return entry.scores;
}

describe('evaluate', () => {
  const scratch = scratchFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(scratch.at(name), text);
    return scratch.at(name);
  };

  it('finds a truth file faultless against itself and draws it', async () => {
    const truth = audioFixture('digits-meeting-4spk-180s.rttm');
    const svg = scratch.at('meeting.svg');
    const { recordings, total } = await run(truth, truth, { svg });
    expect(recordings).toMatchObject([{ kind: 'scored', picture: svg }]);
    expect(total.speakers).toMatchObject({ der: 0, jer: 0, countsRight: 1 });
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('says so where there is nothing to draw, since only words are on both sides', async () => {
    const words = audioFixture('digits-mono-20s.srt');
    const svg = scratch.at('words.svg');
    const { recordings } = await run(words, words, { svg });
    expect(recordings).toMatchObject([{ kind: 'scored', notes: [expect.stringContaining('There is no picture')] }]);
    expect(existsSync(svg)).toBe(false);
  });

  it('scores the published pyannote example from files, with its map of who is who', async () => {
    const reference = write(
      'py-ref.rttm',
      record('a', 0, 10, 'A') + record('a', 12, 8, 'B') + record('a', 24, 3, 'A') + record('a', 30, 10, 'C'),
    );
    const hypothesis = write(
      'py-hyp.rttm',
      record('a', 2, 11, 'a') +
        record('a', 13, 1, 'd') +
        record('a', 14, 6, 'b') +
        record('a', 22, 16, 'c') +
        record('a', 38, 2, 'd'),
    );
    const { speakers } = scoresOf(await run(reference, hypothesis), 'a');
    expect(speakers?.der.der).toBeCloseTo(0.516129, 6);
    expect(Object.fromEntries(speakers?.der.mapping ?? [])).toEqual({ a: 'A', b: 'B', c: 'C' });
    const uem = write('a.uem', 'anything 1 0 5\n');
    expect(scoresOf(await run(reference, hypothesis, { uem }), 'a').speakers?.der.totalMs).toBe(5000);
    const collared = await run(reference, hypothesis, { options: { collarMs: 500 } });
    // Turns of 10, 8, 3 and 10 s lose half a second at each of their eight ends.
    expect(collared.total.speakers?.totalMs).toBe(27_000);
  });

  it('pairs the recordings of two RTTM files by id, a missing one counting as nobody found', async () => {
    const reference = write('two.rttm', record('m1', 0, 10, 'A') + record('m2', 0, 30, 'B'));
    const hypothesis = write('two-hyp.rttm', record('m3', 0, 5, 'x') + record('m1', 0, 10, 'x'));
    const result = await run(reference, hypothesis, { svg: scratch.at('pictures') });
    expect(result.recordings.map((entry) => entry.name)).toEqual(['m1', 'm2']);
    expect(scoresOf(result, 'm1').speakers?.der.der).toBe(0);
    expect(scoresOf(result, 'm2').speakers?.der).toMatchObject({ der: 1, missMs: 30_000 });
    expect(result.total.speakers?.der).toBeCloseTo(0.75, 12);
    expect(result.notes.join()).toContain('m3');
    expect(readdirSync(scratch.at('pictures')).sort()).toEqual(['m1.svg', 'm2.svg']);
  });

  it('keeps pictures inside their folder whatever recordings are called', async () => {
    const reference = write('evil.rttm', record('../../evil', 0, 1, 'A') + record('..', 0, 1, 'A'));
    await run(reference, reference, { svg: scratch.at('deep', 'er') });
    expect(readdirSync(scratch.at('deep', 'er'))).toHaveLength(2);
    expect(existsSync(scratch.at('evil.svg'))).toBe(false);
  });

  it('scores words of transcripts, and of both speakers where both name them', async () => {
    const reference = write(
      't.srt',
      '1\n00:00:00,000 --> 00:00:02,000\nAnn: Hello there, Bob.\n\n2\n00:00:02,000 --> 00:00:04,000\nBob: Hi Ann!\n',
    );
    const hypothesis = write(
      't.vtt',
      'WEBVTT\n\n00:00.000 --> 00:02.000\n<v X>hello there bob\n\n00:02.000 --> 00:04.000\n<v Y>high Ann\n',
    );
    const { words, speakerWords, speakers } = scoresOf(await run(reference, hypothesis), 't');
    expect(words).toMatchObject({ wer: 0.2, substitutions: 1, hits: 4 });
    expect(speakerWords).toMatchObject({ cpWer: 0.2 });
    expect(Object.fromEntries(speakerWords?.mapping ?? [])).toEqual({ X: 'Ann', Y: 'Bob' });
    expect(speakers?.der.der).toBe(0);
  });

  it('goes through folders by name, one bad file failing alone, and puts together what lies there', async () => {
    for (const folder of ['ref', 'hyp']) mkdirSync(scratch.at(folder));
    write('ref/one.rttm', record('x', 0, 10, 'A'));
    write('ref/one.txt', '[00:00:00] hello world\n');
    write('hyp/one.vtt', 'WEBVTT\n\n00:00.000 --> 00:10.000\n<v S1>hello word\n');
    write('hyp/one.chapters.vtt', 'WEBVTT\n');
    write('ref/two.rttm', record('x', 0, 10, 'A'));
    write('hyp/two.rttm', 'no rttm at all\n');
    write('ref/three.rttm', record('x', 0, 10, 'A'));
    write('hyp/four.rttm', record('x', 0, 10, 'A'));
    const result = await run(scratch.at('ref'), scratch.at('hyp'));
    expect(result.recordings.map((entry) => `${entry.kind} ${entry.name}`)).toEqual([
      'scored one',
      'failed three',
      'failed two',
    ]);
    expect(scoresOf(result, 'one')).toMatchObject({ speakers: { der: { der: 0 } }, words: { wer: 0.5 } });
    expect(result.total).toMatchObject({ recordings: 1 });
    expect(result.notes).toEqual([expect.stringContaining('1 names of')]);
  });

  it.each([
    ['a file that is not there', 'nowhere.rttm', 'good.rttm', 'input-not-found'],
    ['an empty file', 'good.rttm', 'empty.rttm', 'input-empty'],
    ['prose under the name of RTTM', 'good.rttm', 'prose.rttm', 'format-invalid'],
    ['binary data', 'good.rttm', 'binary.srt', 'format-invalid'],
    ['an unknown format', 'good.rttm', 'good.doc', 'format-unknown'],
    ['speakers against words', 'good.rttm', 'words.txt', 'format-invalid'],
    ['a broken document', 'good.rttm', 'broken.json', 'format-invalid'],
    ['a file against a folder', 'good.rttm', '.', 'options-invalid'],
  ])('says what is wrong with %s', async (_, reference, hypothesis, code) => {
    write('good.rttm', record('x', 0, 10, 'A'));
    write('good.doc', 'x');
    write('empty.rttm', '');
    write('prose.rttm', 'Dear Sir or Madam\n');
    write('binary.srt', 'a\0b');
    write('words.txt', '[00:00:00] hello\n');
    write('broken.json', '{"format":"voxlane-document","version":1}');
    await expect(run(scratch.at(reference), scratch.at(hypothesis))).rejects.toMatchObject({ code });
  });

  it('takes an RTTM file of comments for silence', async () => {
    const reference = write('said.rttm', record('x', 0, 10, 'A'));
    const silent = write('silent.rttm', ';; nobody spoke\n');
    expect((await run(reference, silent)).total.speakers).toMatchObject({ der: 1, missMs: 10_000 });
  });

  it('refuses a map that does not know the recording, and no name in common', async () => {
    const two = write('both.rttm', record('m1', 0, 10, 'A') + record('m2', 0, 30, 'B'));
    const uem = write('m1.uem', 'm1 1 0 10\n');
    const { recordings, total } = await run(two, two, { uem });
    expect(recordings.map((entry) => entry.kind)).toEqual(['scored', 'failed']);
    expect(total.recordings).toBe(1);
    mkdirSync(scratch.at('left'));
    mkdirSync(scratch.at('right'));
    write('left/a.rttm', record('x', 0, 10, 'A'));
    await expect(run(scratch.at('left'), scratch.at('right'))).rejects.toMatchObject({ code: 'input-not-found' });
  });
});
