import { describe, expect, it } from 'vitest';
import { relationSheetSchema } from '../../../../core/document/notes/relation-sheet.ts';
import { NOBODY, withoutPerson, withPeople, withPerson, withRelation } from './relation-edits.ts';

const both = withPeople(NOBODY, ['Anna', ' anna ', '', 'Ben']);
const said = withRelation(both, { from: 'Anna', to: 'Ben' }, 'informal', ' brother ');

describe('a relation sheet', () => {
  it('takes everybody once', () => {
    expect(both.people.map(({ name }) => name)).toEqual(['Anna', 'Ben']);
    expect(relationSheetSchema.parse(said)).toEqual(said);
  });

  it('says how one addresses another, in one direction, once', () => {
    expect(said.relations).toEqual([{ from: 'Anna', to: 'Ben', address: 'informal', kinship: 'brother' }]);
    const back = withRelation(said, { from: 'Ben', to: 'Anna' }, 'formal');
    const changed = withRelation(back, { from: 'Anna', to: 'Ben' }, 'formal');
    expect(changed.relations).toEqual([
      { from: 'Anna', to: 'Ben', address: 'formal' },
      { from: 'Ben', to: 'Anna', address: 'formal' },
    ]);
    expect(withRelation(changed, { from: 'Anna', to: 'Ben' }, undefined).relations).toHaveLength(1);
  });

  it('keeps what is said of a person under a new name, and nothing of one who is gone', () => {
    const renamed = withPerson(said, 'Ben', { name: 'Benno', gender: 'male' });
    expect(renamed.relations[0]).toMatchObject({ from: 'Anna', to: 'Benno' });
    expect(withoutPerson(renamed, 'Benno')).toEqual({ people: [{ name: 'Anna', gender: 'unknown' }], relations: [] });
  });
});
