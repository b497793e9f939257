import { describe, expect, it } from 'vitest';
import { CONSENT_LANGUAGES } from './consent-texts.ts';
import { consentText } from './consent.ts';

describe('consent to the voice library', () => {
  const english = consentText('/home/ada/library', 'en');
  const commands = (text: string): string[] =>
    [...text.matchAll(/`voxlane voices ([a-z-]+)/g)].map(([, name = '']) => name);

  it.each(CONSENT_LANGUAGES)('says the same in %s: the place, the law, and every way back', (language) => {
    const { version, paragraphs } = consentText('/home/ada/library', language);
    expect(version).toBe(english.version);
    expect(paragraphs).toHaveLength(english.paragraphs.length);
    const whole = paragraphs.join('\n');
    for (const fact of ['/home/ada/library', '20', '`artifacts`', '9']) expect(whole).toContain(fact);
    expect(commands(whole)).toEqual(['remove', 'delete-all', 'disable']);
    if (language !== 'en') for (const [at, text] of paragraphs.entries()) expect(text).not.toBe(english.paragraphs[at]);
  });
});
