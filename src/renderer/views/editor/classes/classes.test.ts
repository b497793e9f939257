import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { applyOperations } from '../../../../core/document/edits/apply.ts';
import { editOperationSchema } from '../../../../core/document/edits/operations.ts';
import { newDocument } from '../../../../core/document/new-document.ts';
import { classFilter, listedCues, NO_CLASS, placeAmong, SHOW_ALL } from './class-filter.ts';
import { schemaFrom } from './new-schema.ts';

const DRAFT = { name: 'Çağrı', question: 'Which?', labels: 'Şikâyet\nŞikâyet\n\n苦情\nsikayet', characters: false };

describe('a schema that a person types', () => {
  it('gives every label an id of its own, whatever script it is in', () => {
    const schema = schemaFrom(DRAFT, []);
    expect(schema?.id).toBe('cagri');
    expect(schema?.labels.map(({ id }) => id)).toEqual(['sikayet', 'label', 'sikayet-2']);
    expect(schemaFrom(DRAFT, schema === undefined ? [] : [schema])?.id).toBe('cagri-2');
    expect(schemaFrom({ ...DRAFT, labels: 'one\none' }, [])).toBeUndefined();
  });

  it('is one that documents take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' })), (name, labels) => {
        const schema = schemaFrom({ ...DRAFT, name, labels: labels.join('\n') }, []);
        if (schema === undefined) return;
        const operation = editOperationSchema.parse({ kind: 'set-class-schema', schema });
        expect(applyOperations(newDocument(), [operation]).kind).toBe('applied');
      }),
    );
  });
});

describe('the list with a filter', () => {
  afterEach(() => classFilter.setState(SHOW_ALL, true));
  const schema = schemaFrom({ ...DRAFT, labels: 'a\nb' }, []);
  if (schema === undefined) throw new Error('no schema');
  const labels = [undefined, 'a', 'b', 'a', undefined];
  const cues = labels.map((label, at) => ({
    ...{ id: `c${at}`, startMs: at * 1000, endMs: at * 1000 + 900, lines: ['x'], wordIds: [] },
    ...(label === undefined ? {} : { classes: { [schema.id]: { label, by: 'user', character: `of ${label}` } } }),
  }));
  const document = newDocument({ cues, classSchemas: [schema] });
  const shown = (): number[] => listedCues(document).cues.map(({ id }) => Number(id.slice(1)));

  it('has the cues of the chosen classes, and knows where each stands', () => {
    expect(shown()).toEqual([0, 1, 2, 3, 4]);
    classFilter.setState({ schema: schema.id, labels: new Set(['a']) }, true);
    expect(shown()).toEqual([1, 3]);
    expect([0, 1, 2, 3, 4].map((index) => placeAmong(listedCues(document), index))).toEqual([-1, 0, -1, 1, -1]);
    classFilter.setState({ schema: schema.id, labels: new Set(['b', NO_CLASS]) }, true);
    expect(shown()).toEqual([0, 2, 4]);
    classFilter.setState({ schema: schema.id, labels: new Set(), character: 'of b' }, true);
    expect(shown()).toEqual([2]);
  });

  it('shows everything of a document without that schema', () => {
    classFilter.setState({ schema: 'other', labels: new Set(['a']) }, true);
    expect(shown()).toEqual([0, 1, 2, 3, 4]);
  });
});
