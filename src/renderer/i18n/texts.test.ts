import { describe, expect, it } from 'vitest';
import { fr } from './fr/all.ts';
import { en, type Subject } from './texts.ts';
import { tr } from './tr/all.ts';

const holesOf = (text: string): string[] => [...text.matchAll(/\{\{\s*([\w-]+)/g)].map(([, name = '']) => name).sort();
const subjects = Object.keys(en) as Subject[];

describe.each([
  ['fr', fr],
  ['tr', tr],
] as const)('texts in %s', (_language, texts) => {
  it.each(subjects)('of %s are all there, with what English puts into them', (subject) => {
    const english: Readonly<Record<string, string>> = en[subject];
    const other: Readonly<Record<string, string | undefined>> = texts[subject];
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect(text.trim(), `${subject}:${key} in English`).not.toBe('');
      expect(other[key]?.trim(), `${subject}:${key}`).not.toBe('');
      expect(holesOf(other[key] ?? ''), `${subject}:${key}`).toEqual(holesOf(text));
    }
  });
});
