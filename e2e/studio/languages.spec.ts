import { CONSENT_TEXTS } from '../../src/core/voices/consent-texts.ts';
import { cutLabels, outOfReach } from './support/layout.ts';
import { fillForWalk, type Language, TEXTS, walkScreens } from './support/screens.ts';
import { expect, test } from './support/studio.ts';
import { untranslated, wordsShown } from './support/words.ts';

test.use({ trace: 'off' });
test.setTimeout(600_000);

/** What is the same in every language: names, and what recordings, models and machines are called. */
const DATA: readonly RegExp[] = [
  /\/|\.(flac|wav)$/,
  /^(harbour|two-speakers|long-talk|Voxlane|Netflix \(English\))/,
  /Speaker \d/,
  /^(((word|other)?\d+|other) ?)+$/,
  // A button says what it is of, an amount its unit.
  /: (harbour|two-speakers)$/,
  /^\d[\d\s.,]* \p{L}+$/u,
  // Keys are called what stands on them.
  /^((Ctrl|Alt|Shift)\+)*([A-Z]|\p{P}|[←→↑↓=]|F?\d+|Home|End|Enter|Space|Ins|Del|Backspace|Esc|PgUp|PgDn)$/u,
  // Fields of a template, as the command line has them too.
  /^\{[a-z]+\}$/,
  // Licences.
  /^Gemma terms$/,
  // Formats, and models with what runs them.
  /^(srt|vtt|rttm|txt|json|chapters|activity-csv|activity-json)$/,
  /\b(yt-dlp|ffmpeg|onnxruntime|Silero|Whisper|whisper|pyannote|wespeaker|ECAPA|CPU|GPU|Linux|Node)\b/,
];

/** A window of usual size, and a small one at 200 %. */
const WHOLE = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 };
const ZOOMED = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };

for (const [language, locale, size] of [
  ['fr', 'fr-FR', WHOLE],
  ['tr', 'tr-TR', ZOOMED],
] as const satisfies readonly (readonly [Language, string, object])[]) {
  test.describe(locale, () => {
    test.use({ locale, ...size });
    test('every screen is in the language, and nothing of it is cut', async ({ studio }) => {
      const id = await fillForWalk(studio);
      await studio.open();
      const { page } = studio;
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      const languages = new Intl.DisplayNames(language, { type: 'language' });
      const letters = [...'abcdefghijklmnopqrstuvwxyz'];
      const codes = [...letters.flatMap((a) => letters.map((b) => a + b)), 'haw', 'yue'];
      const named = new Set(codes.map((code) => languages.of(code)));
      const consent = new Set(CONSENT_TEXTS[language]('').map((paragraph) => paragraph.replace(/\s+/gu, ' ')));
      const seen = new Set<string>();
      await walkScreens(studio, id, TEXTS[language], async (name) => {
        const words = (await wordsShown(page)).filter((word) => !consent.has(word));
        const { english, unknown } = untranslated(
          words.filter((word) => !seen.has(word)),
          TEXTS[language],
          (text) => named.has(text) || DATA.some((pattern) => pattern.test(text)),
        );
        for (const word of words) seen.add(word);
        expect.soft(english, `English on: ${name}`).toEqual([]);
        // Models, licences and lists of languages are called what they are called.
        if (name !== 'models') expect.soft(unknown, `of no language on: ${name}`).toEqual([]);
        const cut = (await cutLabels(page)).filter((text) => !DATA.some((is) => is.test(text.replace(/\s+/gu, ' '))));
        expect.soft(cut, `cut on: ${name}`).toEqual([]);
        expect.soft(await outOfReach(page), `out of reach on: ${name}`).toEqual([]);
      });
    });
  });
}
