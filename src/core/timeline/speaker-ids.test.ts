import { describe, expect, it } from 'vitest';
import { freeSpeakerId, isMachineName, machineName } from './speaker-ids.ts';

describe('speaker ids and names', () => {
  it('finds the first free id', () => {
    expect(freeSpeakerId(new Set())).toBe('S1');
    expect(freeSpeakerId(new Set(['S1', 'S2', 'S4']))).toBe('S3');
    expect(freeSpeakerId(new Set(['S1', 'S4']), 4)).toBe('S5');
  });

  it('knows what the machine calls a speaker', () => {
    expect(machineName('S12')).toBe('Speaker 12');
    expect(machineName('anna')).toBe('anna');
    expect(['Speaker 12', 'Speaker', 'Speaker one', 'S1'].map(isMachineName)).toEqual([true, false, false, false]);
  });
});
