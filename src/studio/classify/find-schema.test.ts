import { describe, expect, it } from 'vitest';
import { findSchema } from './find-schema.ts';

const messageOf = (id: string): string => {
  try {
    return findSchema({}, id).id;
  } catch (error) {
    return String(error);
  }
};

describe('a class schema that is not there', () => {
  it('is listed with those that are, and topics ask for their list', () => {
    expect(messageOf('nope')).toMatch(/no class schema "nope".*/s);
    expect(messageOf('topic')).toContain('Nothing says which topics there are.');
    expect(messageOf('character')).toBe('character');
  });
});
