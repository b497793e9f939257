import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../ports/llm.ts';
import { flatLeaves, readFlatLines } from './flat-lines.ts';

const text: JsonSchema = { type: 'string' };
const objectOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({ type: 'object', properties });
const batch = objectOf({
  lines: objectOf({ C1: objectOf({ echo: text, text }), C2: objectOf({ echo: text, text }) }),
  story: text,
});

describe('a schema as lines', () => {
  it('names each value without the outermost object, or with it where two would be alike', () => {
    expect(flatLeaves(batch)?.map(({ key }) => key)).toEqual(['C1.echo', 'C1.text', 'C2.echo', 'C2.text', 'story']);
    const alike = objectOf({ a: objectOf({ x: text }), b: objectOf({ x: text }) });
    expect(flatLeaves(alike)?.map(({ key }) => key)).toEqual(['a.x', 'b.x']);
    expect(flatLeaves(objectOf({ list: { type: 'array', items: text } }))).toBeUndefined();
    expect(flatLeaves(objectOf({ 'not a key': text }))).toBeUndefined();
  });

  it('is read back as the object, numbers and yes or no as such', () => {
    const schema = objectOf({ of: objectOf({ label: text, share: { type: 'number' }, sure: { type: 'boolean' } }) });
    const read = (said: string): unknown => readFlatLines(said, flatLeaves(schema) ?? []);
    expect(read('label: in\nshare: 0.5\nsure: yes')).toEqual({ of: { label: 'in', share: 0.5, sure: true } });
    expect(read('share: much')).toEqual({ of: { share: 'much' } });
    expect(read('Sure, here you are!')).toBeUndefined();
  });

  it('keeps texts with brackets, colons and line breaks, however the keys are written', () => {
    const leaves = flatLeaves(batch) ?? [];
    const said = 'Here:\n**C1.echo**: a b\nC1 text: [rires] il dit : non\nencore\n- C2.echo: c\n"C2.text": d\nstory: s';
    expect(readFlatLines(said, leaves)).toEqual({
      lines: { C1: { echo: 'a b', text: '[rires] il dit : non\nencore' }, C2: { echo: 'c', text: 'd' } },
      story: 's',
    });
  });

  it('gives every text back under its own key', () => {
    const said = fc.stringMatching(/^[a-zéı][a-zéı ,!?]{0,20}[a-zéı]$/u);
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), (texts) => {
        const keys = texts.map((_, index) => `C${index + 1}`);
        const schema = objectOf({ lines: objectOf(Object.fromEntries(keys.map((key) => [key, objectOf({ text })]))) });
        const leaves = flatLeaves(schema) ?? [];
        const lines = leaves.map(({ key }, index) => `${key}: ${texts[index]}`).join('\n');
        const whole = Object.fromEntries(keys.map((key, index) => [key, { text: texts[index] }]));
        expect(readFlatLines(lines, leaves)).toEqual({ lines: whole });
      }),
    );
  });
});
