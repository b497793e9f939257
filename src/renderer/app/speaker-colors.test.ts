import { describe, expect, it } from 'vitest';
import { SPEAKER_COLORS, speakerColor, speakerInitials } from './speaker-colors.ts';

const speakers = [
  { id: 'S1', name: 'Speaker 1' },
  { id: 'S2', name: 'Ada', color: '#7555A8' },
  { id: 'S3', name: 'Bo', color: '#123456' },
];

describe('speakerColor', () => {
  it('goes by place, by the stored colour where it is one of the twelve, else as stored', () => {
    expect(speakerColor(speakers, 'S1')).toBe('var(--speaker-1)');
    expect(speakerColor(speakers, 'S2')).toBe('var(--speaker-8)');
    expect(speakerColor(speakers, 'S3')).toBe('#123456');
    expect(speakerColor(speakers, undefined)).toBe('var(--muted)');
  });

  it('begins again after the twelfth', () => {
    const many = Array.from({ length: 14 }, (_, i) => ({ id: `S${i}`, name: `Speaker ${i}` }));
    expect(speakerColor(many, 'S12')).toBe('var(--speaker-1)');
    expect(new Set(SPEAKER_COLORS).size).toBe(12);
  });
});

describe('speakerInitials', () => {
  it.each([
    ['Speaker 12', '12'],
    ['Locuteur 3', '3'],
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['  ', '?'],
    ['Élodie de la Tour', 'ÉT'],
  ])('%s gives %s', (name, initials) => {
    expect(speakerInitials(name)).toBe(initials);
  });
});
