import { expect, it } from 'vitest';
import { finding } from '../../../../core/quality/finding.ts';
import { isStillMissed } from './line-words.ts';

const place = { cue: 'c1', index: 0, language: 'fr' };

it('a missing term is no longer told while it is being typed', () => {
  const missed = finding(place, 'term-missed', { term: 'harbour', wanted: 'vieux port' });
  expect(isStillMissed(missed, ['à la ville'])).toBe(true);
  expect(isStillMissed(missed, ['dans le vieux', '<i>port</i>'])).toBe(false);
  expect(isStillMissed(finding(place, 'address-mixed', { said: 'tu', wanted: 'vous' }), ['vous'])).toBe(true);
});
