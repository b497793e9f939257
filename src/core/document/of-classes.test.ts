import { describe, expect, it } from 'vitest';
import type { Cue, Turn } from '../timeline/types.ts';
import { lintDocument } from './lint.ts';
import { newDocument } from './new-document.ts';
import { ofClasses } from './of-classes.ts';
import type { VoxlaneDocument } from './types.ts';

const LABELS = ['in', 'out'].map((id) => ({ id, name: id, meaning: id }));
const SPEAKERS = ['S1', 'S2'].map((id) => ({ id, name: `Player ${id[1]}` }));
const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });

/** A cue of one word each second; `Elf` says that it is in character. */
function table(...cues: readonly (readonly [speaker: string, label: string, character?: string])[]): VoxlaneDocument {
  const words = cues.map(([speaker], at) => ({
    ...{ id: `w${at}`, startMs: at * 1000, endMs: at * 1000 + 900, text: `t${at}`, confidence: 1, speaker },
    ...({ timing: 'dtw', engine: 'x' } as const),
  }));
  const list = cues.map(([speaker, label, character], at): Cue => ({
    ...{ id: `c${at}`, startMs: at * 1000, endMs: at * 1000 + 1000, lines: [`t${at}`], speaker, wordIds: [`w${at}`] },
    classes: { voice: { label, by: 'm', ...(character === undefined ? {} : { character }) } },
  }));
  return newDocument({
    ...{ words, cues: list, speakers: SPEAKERS },
    classSchemas: [{ id: 'voice', name: 'Voice', question: '?', labels: LABELS, characters: true, evidence: false }],
  });
}

const choice = (...labels: readonly string[]) => ({ schema: 'voice', labels });

describe('ofClasses', () => {
  const game = table(['S1', 'in', 'Elf'], ['S1', 'out'], ['S2', 'in', 'Elf'], ['S1', 'in', 'Orc'], ['S2', 'out']);
  const turns = [turn(0, 2100, 'S1'), turn(2000, 3050, 'S2'), turn(3000, 4000, 'S1'), turn(4000, 5000, 'S2')];
  const whole = { ...game, turns, exclusiveTurns: [turn(0, 2000, 'S1'), turn(2000, 3000, 'S2'), ...turns.slice(2)] };

  it('keeps the cues with their words, and turns only in their time', () => {
    const part = ofClasses(whole, choice('in'));
    expect(part.cues.map(({ id }) => id)).toEqual(['c0', 'c2', 'c3']);
    expect(part.words.map(({ id }) => id)).toEqual(['w0', 'w2', 'w3']);
    expect(part.turns).toEqual([turn(0, 1000, 'S1'), turn(2000, 3050, 'S2'), turn(3000, 4000, 'S1')]);
    expect(part.speakers).toEqual(SPEAKERS);
    expect(lintDocument(part)).toEqual([]);
  });

  it('names nobody who is not heard in it', () => {
    expect(ofClasses(table(['S1', 'in'], ['S2', 'out']), choice('out')).speakers).toEqual([SPEAKERS[1]]);
  });

  it('keeps all of both, but not what no class is given', () => {
    expect(ofClasses(whole, choice('in', 'out')).cues).toEqual(whole.cues);
    const [first, ...rest] = whole.cues;
    const { classes: _classes, ...bare } = first ?? whole.cues[0]!;
    expect(ofClasses({ ...whole, cues: [bare, ...rest] }, choice('in', 'out')).cues).toHaveLength(4);
    expect(ofClasses(whole, { schema: 'other', labels: ['in'] }).cues).toEqual([]);
  });

  it('lets characters speak, one by name, whoever plays it', () => {
    const part = ofClasses(whole, choice('in'), { characters: true });
    expect(part.speakers).toEqual([
      { id: 'R1', name: 'Elf' },
      { id: 'R2', name: 'Orc' },
    ]);
    expect(part.cues.map(({ speaker }) => speaker)).toEqual(['R1', 'R1', 'R2']);
    expect(part.words.map(({ speaker }) => speaker)).toEqual(['R1', 'R1', 'R2']);
    expect(part.turns).toEqual([turn(0, 1000, 'R1'), turn(2000, 3050, 'R1'), turn(3000, 4000, 'R2')]);
    expect(part.exclusiveTurns).toEqual([turn(0, 1000, 'R1'), turn(2000, 3000, 'R1'), turn(3000, 4000, 'R2')]);
    expect(lintDocument(part)).toEqual([]);
  });

  it('puts what stood before a cue that is gone before the next one', () => {
    const block = (beforeCueId: string) => ({ kind: 'note' as const, text: beforeCueId, beforeCueId });
    const imported = { format: 'vtt', blocks: [block('c1'), block('c4')], cues: [{ cueId: 'c1' }, { cueId: 'c2' }] };
    expect(ofClasses({ ...whole, imported }, choice('in')).imported).toEqual({
      format: 'vtt',
      blocks: [block('c1'), block('c4')].map(({ beforeCueId: _cue, ...rest }, at) =>
        at === 0 ? { ...rest, beforeCueId: 'c2' } : rest,
      ),
      cues: [{ cueId: 'c2' }],
    });
  });
});
