import { cutLabels } from './support/layout.ts';
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
  /^(word\d+ ?)+$|^other$/,
  // Keys are called what stands on them.
  /^((Ctrl|Alt|Shift)\+)*([A-Z]|\p{P}|[←→↑↓=]|F?\d+|Home|End|Enter|Space|Ins|Del|Backspace|Esc|PgUp|PgDn)$/u,
  // Formats, and models with what runs them.
  /^(srt|vtt|rttm|txt|json|chapters|activity-csv|activity-json)$/,
  /\b(yt-dlp|ffmpeg|onnxruntime|Silero|Whisper|whisper|pyannote|wespeaker|ECAPA|CPU|GPU|Linux|Node)\b/,
];

for (const [language, locale] of [
  ['fr', 'fr-FR'],
  ['tr', 'tr-TR'],
] as const satisfies readonly (readonly [Language, string])[]) {
  test.describe(locale, () => {
    test.use({ locale });
    test('every screen is in the language, and nothing of it is cut', async ({ studio }) => {
      const id = await fillForWalk(studio);
      await studio.open();
      const { page } = studio;
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      const languages = new Intl.DisplayNames(language, { type: 'language' });
      const letters = [...'abcdefghijklmnopqrstuvwxyz'];
      const codes = [...letters.flatMap((a) => letters.map((b) => a + b)), 'haw', 'yue'];
      const named = new Set(codes.map((code) => languages.of(code)));
      const seen = new Set<string>();
      await walkScreens(studio, id, TEXTS[language], async (name) => {
        const words = await wordsShown(page);
        const { english, unknown } = untranslated(
          words.filter((word) => !seen.has(word)),
          TEXTS[language],
          (text) => named.has(text) || DATA.some((pattern) => pattern.test(text)),
        );
        for (const word of words) seen.add(word);
        expect.soft(english, `English on: ${name}`).toEqual([]);
        expect.soft(unknown, `of no language on: ${name}`).toEqual([]);
        expect.soft(await cutLabels(page), `cut on: ${name}`).toEqual([]);
      });
    });
  });
}
