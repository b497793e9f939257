import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileStem, nameSides, rolesFromName } from './speaker-roles.ts';

describe('rolesFromName', () => {
  it.each([
    ['jane-bob', '{agent}-{customer}', ['jane', 'bob']],
    ['2026-11-27_Jane Doe_+44 20', '*_{agent}_{customer}', ['Jane Doe', '+44 20']],
    ['call_17_agent-left', '*_agent-left*=agent,customer', ['agent', 'customer']],
    ['call_17_AGENT-RIGHT_x', '*_agent-right*=customer,agent', ['customer', 'agent']],
    ['call', 'call=a|b', ['a', 'b']],
    ['call_17', '*_agent-left*=agent,customer', undefined],
    ['jane', '{agent}-{customer}', undefined],
    ['jane-', '{agent}-{customer}', undefined],
    ['calls', 'call=a,b', undefined],
    ['ab', 'ab*b=x', undefined],
  ])('%s by %s', (stem, pattern, names) => {
    expect(rolesFromName(stem, pattern)).toEqual(names);
  });

  it('finds the names that a name was made of', () => {
    const name = fc.stringMatching(/^[a-z ]{1,12}$/);
    fc.assert(
      fc.property(name, name, fc.stringMatching(/^[a-z]{0,5}$/), (agent, customer, before) => {
        expect(rolesFromName(`${before}__${agent}--${customer}`, '*__{agent}--{customer}')).toEqual([agent, customer]);
      }),
    );
  });

  it('answers at once for any pattern', () => {
    const long = 'a'.repeat(250);
    expect(rolesFromName(long, `${'*a'.repeat(90)}*b`)).toBeUndefined();
    fc.assert(fc.property(fc.string(), fc.string(), (stem, pattern) => void rolesFromName(stem, pattern)));
  });
});

describe('nameSides', () => {
  const roles = ['agent', 'customer'];

  it('takes the first pattern that fits, else the roles, else nothing', () => {
    const rolePatterns = ['*_left=customer,agent', '{agent}-{customer}'];
    expect(nameSides('/calls/x_left.wav', { roles, rolePatterns }, 2)).toEqual(['customer', 'agent']);
    expect(nameSides('C:\\calls\\jane-bob.wav', { roles, rolePatterns }, 2)).toEqual(['jane', 'bob']);
    expect(nameSides('/calls/other.wav', { roles, rolePatterns }, 3)).toEqual(['agent', 'customer', undefined]);
    expect(nameSides('/calls/other.wav', { roles: [], rolePatterns: [] }, 2)).toEqual([undefined, undefined]);
  });
});

it('cuts folder and ending off a file name', () => {
  expect(['/a/anna.wav', 'a\\b.c.flac', '.hidden', 'plain'].map(fileStem)).toEqual(['anna', 'b.c', '.hidden', 'plain']);
});
