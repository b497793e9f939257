import type { TFunction } from 'i18next';

const PHRASES = {
  'drifts into English on some speech': 'note_drifts',
  'full precision': 'note_full',
  'licence as its origin states': 'note_licence',
  'no word times: needs an aligner': 'note_noTimes',
  'open copy of a gated original': 'note_copy',
  'the language must be named': 'note_named',
  'uroman text': 'note_uroman',
  'word times from attention': 'note_times',
} as const satisfies Readonly<Record<string, string>>;

/** A remark of the model catalogue in the page's language; what it has no words for stays as it is. */
export function noteText(t: TFunction<'models'>, note: string): string {
  return note
    .split('; ')
    .map((phrase) => {
      const count = /^(\d+) languages$/u.exec(phrase)?.[1];
      if (count !== undefined) return t('note_languages', { count: Number(count) });
      const steps = /^(\d+) ms steps$/u.exec(phrase)?.[1];
      if (steps !== undefined) return t('note_steps', { ms: steps });
      const origin = /^export of (\S+) by a third party$/u.exec(phrase)?.[1];
      if (origin !== undefined) return t('note_export', { origin });
      const key = Object.hasOwn(PHRASES, phrase) ? PHRASES[phrase as keyof typeof PHRASES] : undefined;
      return key === undefined ? phrase : t(key);
    })
    .join('; ');
}
