import { describe, expect, it } from 'vitest';
import { downgradeAlert } from '../devices/downgrade.ts';
import type { Alert } from '../../shared/alert.ts';
import type { Cue, Word } from '../timeline/types.ts';
import { cueWriter, documentWriters } from './document-writers.ts';
import { substitutedCues } from './substituted-cues.ts';
import { writerFamily } from './short-name.ts';

const OOM = 'CUDA failure 2: out of memory ; GPU=0';

/** One cue of two words for each engine named; two engines in a cue as `a+b`. */
function talk(engines: readonly string[], alerts: readonly Alert[] = []) {
  const words: Word[] = [];
  const cues = engines.map((both, at): Cue => {
    const [one = '', other = one] = both.split('+');
    const own = [one, other].map((engine, place): Word => ({
      id: `w${at * 2 + place + 1}`,
      ...{ startMs: at * 1000 + place * 400, endMs: at * 1000 + place * 400 + 300 },
      ...{ text: `t${place}`, confidence: 0.9, timing: 'native', engine },
    }));
    words.push(...own);
    return {
      id: `c${at + 1}`,
      startMs: at * 1000,
      endMs: at * 1000 + 900,
      lines: ['t0', 't1'],
      wordIds: own.map(({ id }) => id),
    };
  });
  return { words, cues, alerts };
}

const toWhisper = downgradeAlert({
  ...{ kind: 'model', stage: 'asr', from: 'voxtral-small-24b-q4_k_m on cuda', to: 'whisper-base on cpu', reason: OOM },
});

describe('who wrote a cue', () => {
  const writerAt = (document: ReturnType<typeof talk>, at: number) => {
    const { wordIds } = document.cues[at];
    return cueWriter(
      document.cues[at],
      document.words.filter(({ id }) => wordIds.includes(id)),
      documentWriters(document),
    );
  };

  it('is no news where all is by one recogniser, and is where a word is by another', () => {
    const document = talk(['a', 'a', 'a+b']);
    expect(writerAt(document, 0)).toEqual({ engine: 'a', origin: 'main', isNews: false });
    expect(writerAt(document, 2)).toEqual({ engine: 'b', origin: 'other', isNews: true });
  });

  it('is told by who was wanted first, however few words that one wrote', () => {
    const document = talk(['voxtral-small-24b-q4_k_m', 'whisper-base', 'whisper-base'], [toWhisper]);
    expect(documentWriters(document)).toMatchObject({ main: 'voxtral-small-24b-q4_k_m' });
    expect(writerAt(document, 1)).toEqual({ engine: 'whisper-base', origin: 'substitute', isNews: true });
    expect(documentWriters(document).substitutes.get('whisper-base')).toEqual({
      instead: 'voxtral-small-24b-q4_k_m',
      insteadOn: 'cuda',
      device: 'cpu',
      failure: 'memory',
      reason: OOM,
    });
  });

  it('is a substitute without being news where that one wrote everything', () => {
    expect(writerAt(talk(['whisper-base'], [toWhisper]), 0)).toMatchObject({ origin: 'substitute', isNews: false });
  });

  it('is a second opinion where the document says that one was asked', () => {
    const alert: Alert = { code: 'asr-second-opinion', severity: 'info', message: '2 stretches … again with b; 1 …' };
    expect(writerAt(talk(['a', 'a', 'b'], [alert]), 2)).toMatchObject({ origin: 'second' });
  });

  it('is nobody without words: a person, where there is text', () => {
    const writers = documentWriters(talk(['a']));
    expect(cueWriter({ lines: [] }, [], writers)).toMatchObject({ engine: undefined, origin: 'none' });
    expect(cueWriter({ lines: ['typed'] }, [], writers)).toBeUndefined();
  });
});

describe('cues of substitutes', () => {
  it('are those with a word of theirs, but for what a person rewrote', () => {
    const document = talk(
      ['voxtral-small-24b-q4_k_m', 'whisper-base', 'voxtral-small-24b-q4_k_m+whisper-base', 'whisper-base'],
      [toWhisper],
    );
    const edited = {
      ...document,
      cues: document.cues.map((cue) => (cue.id === 'c4' ? { ...cue, lines: ['other'] } : cue)),
    };
    expect(substitutedCues(document)).toMatchObject({ cues: ['c2', 'c3', 'c4'], of: 4, by: ['whisper-base'] });
    expect(substitutedCues(edited)).toMatchObject({ cues: ['c2', 'c3'], instead: 'voxtral-small-24b-q4_k_m' });
  });

  it('are none where only device or batch changed, and where the first one wrote all in the end', () => {
    const device = downgradeAlert({ kind: 'device', stage: 'asr', from: 'cuda', to: 'cpu', reason: OOM });
    expect(substitutedCues(talk(['whisper-base'], [device]))).toBeUndefined();
    expect(substitutedCues(talk(['voxtral-small-24b-q4_k_m'], [toWhisper]))).toBeUndefined();
  });

  it('count a step back to the first one as no substitution', () => {
    const back = downgradeAlert({
      kind: 'model',
      stage: 'asr',
      from: 'whisper-base on cpu',
      to: 'voxtral-small-24b-q4_k_m on cuda',
      reason: 'killed',
    });
    const document = talk(['voxtral-small-24b-q4_k_m', 'whisper-base'], [toWhisper, back]);
    expect(substitutedCues(document)).toMatchObject({ cues: ['c2'] });
  });
});

it.each([
  ['voxtral-mini-3b-q4_k_m', 'Voxtral'],
  ['whisper-large-v3-turbo-gguf', 'Whisper'],
  ['wav2vec2-base-960h', 'CTC'],
  ['parakeet-tdt-0.6b-v3', 'Parakeet'],
  ['my-own-recogniser-2', 'my-own-recogni'],
])('%s is short for %s', (engine, name) => expect(writerFamily(engine)).toEqual({ kind: 'name', name }));

it.each(['api.lemonfox.ai', '127.0.0.1:8000', 'gpu-box:8000/whisper-1'])('%s is a speech server', (engine) =>
  expect(writerFamily(engine)).toEqual({ kind: 'remote' }),
);
