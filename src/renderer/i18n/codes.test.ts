import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseDevice } from '../../core/devices/choose-device.ts';
import { downgradeAlert } from '../../core/devices/downgrade.ts';
import { REFUSAL_CODES } from '../../core/document/edits/refusal.ts';
import { LOSS_CODES } from '../../core/formats/loss-codes.ts';
import { coverageAlert } from '../../core/stages/asr/coverage.ts';
import { TRANSLATION_FLAGS } from '../../core/stages/translate/types.ts';
import { VOICE_REFUSAL_CODES } from '../../core/stages/diarize/refusal-codes.ts';
import { SHORTFALL_CODES, shortfallOf } from '../../core/stages/diarize/shortfall.ts';
import { NO_SPEECH } from '../../core/pipeline/track-stages.ts';
import type { Alert } from '../../shared/alert.ts';
import { ALERT_CODES } from '../../shared/alert-codes.ts';
import { FINDING_CODES, FINDING_HELP, FINDING_NAMES } from '../../shared/finding-codes.ts';
import { KEYCHAIN_FAULTS } from '../../shared/keychain-faults.ts';
import { KEY_PURPOSES } from '../views/settings/key-words.tsx';
import { sayAlert } from '../ui/say-alert.ts';
import { sayFinding } from '../ui/say-finding.ts';
import { lossKey } from '../ui/use-loss-text.ts';
import { fr } from './fr/all.ts';
import { makeTexts, speak, type UiLanguage } from './i18n.ts';
import { en } from './texts.ts';
import { tr } from './tr/all.ts';

async function textsIn(language: UiLanguage): Promise<i18n> {
  const texts = makeTexts();
  await speak(texts, language);
  return texts;
}

/** Texts of one language as they are, without another one standing in. */
type Own = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

describe.each([
  ['en', en as Own],
  ['fr', fr as Own],
  ['tr', tr as Own],
] as const)('codes in %s', (language, own) => {
  it.each(ALERT_CODES)('say the alert %s', async (code) => {
    expect(own['alerts']?.[code]).toMatch(/\p{L}/u);
    if (language === 'en') return;
    expect(own['alerts']?.[code]).not.toBe(en.alerts[code]);
    const said = sayAlert(await textsIn(language), { code, message: 'Words of the engine.' });
    expect(said.text).toBe(own['alerts']?.[code]);
    expect(said.original).toContain('Words of the engine.');
  });

  it.each(TRANSLATION_FLAGS)('say the flag %s of a translation', (flag) => {
    expect(own['translation']?.[`flag_${flag}`]).toMatch(/\p{L}/u);
  });

  it.each(LOSS_CODES)('say the loss %s', (code) => {
    expect(own['exporting']?.[lossKey(code)]).toMatch(/\p{L}/u);
  });

  it.each([
    ...FINDING_CODES,
    ...FINDING_HELP.map((help) => `help_${help}`),
    ...FINDING_NAMES.map((name) => `name_${name.replaceAll(' ', '-')}`),
  ])('say the finding %s', (key) => {
    expect(own['findings']?.[key]).toMatch(/\p{L}/u);
  });

  it.each([
    ...KEY_PURPOSES.map((name) => `keyFor_${name}` as const),
    ...KEYCHAIN_FAULTS.map((fault) => `keyFault_${fault}` as const),
  ])('say of a key %s', (key) => {
    expect(own['settings']?.[key]).toMatch(/\p{L}/u);
    if (language !== 'en') expect(own['settings']?.[key]).not.toBe(en.settings[key]);
  });

  it.each(SHORTFALL_CODES)('say the shortfall %s', (code) => {
    const said = own['speakers']?.[`shortfall_${code}`];
    expect(said).toMatch(/\p{L}/u);
    if (language !== 'en') expect(said).not.toBe((en as Own)['speakers']?.[`shortfall_${code}`]);
  });

  it.each([...REFUSAL_CODES, ...VOICE_REFUSAL_CODES])('say the refusal %s', (code) => {
    expect(own['refusals']?.[code]).toMatch(/\p{L}/u);
  });
});

it('gives no text to a code that nothing has', () => {
  const codes: readonly string[] = ['inEnglish', ...ALERT_CODES];
  const surplus = Object.keys(en.alerts).filter((key) => !codes.includes(key.split('_')[0] ?? ''));
  expect(surplus).toEqual([]);
  expect(Object.keys(en.refusals).sort()).toEqual([...REFUSAL_CODES, ...VOICE_REFUSAL_CODES].sort());
});

describe.each(['fr', 'tr'] as const)('alerts of the engine in %s', (language) => {
  const texts = makeTexts();
  beforeAll(() => speak(texts, language));

  it('put every value into their sentences, and keep the words that cannot be said', async () => {
    const kinds = ['device', 'batch', 'quantisation', 'model', 'window', 'language', 'recovered', 'exhausted'] as const;
    const step = { stage: 'asr', from: 'FROM', to: 'TO', reason: 'REASON' };
    const { alert: refused } = await chooseDevice('cuda', () => Promise.resolve({ state: 'failed', reason: 'WHY' }));
    expect(refused && sayAlert(texts, refused).original).toContain('WHY');
    for (const kind of kinds) {
      const { text, original = '' } = sayAlert(texts, downgradeAlert({ kind, ...step }));
      expect(text).not.toMatch(/\{\{|_/);
      expect(original).toContain('REASON');
      if (kind !== 'exhausted' && kind !== 'language') expect(text).toContain('FROM');
      if (kind !== 'exhausted') expect(text).toContain('TO');
    }
  });

  it.each([shortfallOf(0, 0, 2), shortfallOf(1, 1, 4), shortfallOf(2, 9, 3)])(
    'say why another number of speakers was found: $code',
    ({ code, values }) => {
      const { text, original } = sayAlert(texts, {
        ...{ code: 'speaker-count-not-met', message: 'Words of the engine.' },
        values: { found: 2, variant: code, ...values },
      });
      expect(text).not.toBe({ fr, tr }[language].alerts['speaker-count-not-met']);
      expect(text).not.toMatch(/\{\{|undefined|_/);
      expect(original).toBeUndefined();
    },
  );

  it('write numbers and plural forms as the language does', () => {
    const span = (startMs: number, endMs: number) => ({ startMs, endMs });
    const windows = [{ ...span(0, 20_000), index: 0, speech: [span(0, 20_000)] }] as never;
    const alert = coverageAlert(windows, [{ ...span(0, 2500), reason: 'no-words' as never }]);
    expect(alert && sayAlert(texts, alert).text).toContain('2,5');
    const settled = (count: number): Alert => ({
      ...{ code: 'vad-bad-samples', severity: 'info', message: '', values: { count } },
    });
    expect(sayAlert(texts, settled(1)).text).toMatch(/^1 passage |32 ms’lik 1 bölüm/);
    expect(sayAlert(texts, settled(2)).text).toMatch(/^2 passages |32 ms’lik 2 bölüm/);
    expect(sayAlert(texts, NO_SPEECH).original).toBeUndefined();
  });

  it('say what was found on this machine, and keep the words that cannot be said', () => {
    const base = { topic: 'machine', state: 'warn' } as const;
    for (const code of FINDING_CODES)
      for (const help of FINDING_HELP) {
        const reason = 'NO SUCH LIBRARY';
        const values = { reason, gpus: 'G', least: 525, name: 'N', free: 1.25, total: 8, version: 'V', devices: 'D' };
        const more = {
          path: 'P',
          source: 'S',
          days: 3,
          cores: 4,
          driver: 'R',
          task: 'T',
          size: 1.5,
          label: '',
          folder: 'F',
        };
        const said = sayFinding(texts, {
          ...base,
          ...{ name: 'Device cuda', value: 'Words of the engine.', action: 'Do this.', code, help },
          values: { ...values, ...more },
        });
        expect(said.value + (said.action ?? '') + said.name).not.toMatch(
          /\{\{|help_|name_|Words of the engine|Do this/,
        );
        expect(said.name).toContain('cuda');
        expect(said.name).not.toContain('Device');
        expect(said.original).toContain(reason);
      }
    const memory = {
      ...base,
      name: 'cuDNN',
      value: '',
      code: 'memory',
      values: { name: '', free: 1.26, total: 8 },
    } as const;
    expect(sayFinding(texts, memory)).toMatchObject({ name: 'cuDNN', value: expect.stringContaining('1,3') });
  });

  it('take no value for an instruction', () => {
    const values = { lng: 'en', count: 3, replace: 'x', reason: '$t(no-speech) {{count}}' };
    const { text, original } = sayAlert(texts, { code: 'native-warnings', message: '', values });
    expect(text).toContain('3');
    expect(text).not.toContain('libraries');
    expect(original).toContain('$t(no-speech)');
  });
});

it('shows the engine’s own words in English, and where a newer studio says what this page does not know', async () => {
  const alert = { code: 'no-speech', message: 'Exactly this.', values: {} } as const;
  expect(sayAlert(makeTexts(), alert)).toEqual({ text: 'Exactly this.' });
  expect(sayAlert(await textsIn('fr'), { ...alert, code: 'of-tomorrow' as never })).toEqual({ text: 'Exactly this.' });
});
