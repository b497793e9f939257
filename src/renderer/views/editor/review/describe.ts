import type { TFunction } from 'i18next';
import type { DoubtReason } from '../../../../core/doubts/doubt.ts';
import type { QualityCode, QualityFinding } from '../../../../core/quality/finding.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';
import { TRANSLATION_FLAGS } from '../../../../core/stages/translate/types.ts';
import { percentText, spanText } from '../../../ui/time.ts';
import { languageName } from '../../home/names.ts';

type Translate = TFunction<'review'>;
type Params = Readonly<Record<string, string | number>>;

const IN_SECONDS: ReadonlySet<QualityCode> = new Set(['duration-short', 'duration-long', 'gap', 'overlap']);

/** What texts of rules name. */
const NAMED = ['value', 'limit', 'word', 'term', 'wanted', 'said', 'from', 'to'] as const;

const FLAGS: ReadonlySet<string> = new Set(TRANSLATION_FLAGS);

/** A broken rule in words, with its figures; those of times come in ms and are shown in seconds. */
export function ruleText(
  t: Translate,
  { code, params }: Pick<QualityFinding, 'code' | 'params'>,
  language: string,
): string {
  const isTime = IN_SECONDS.has(code);
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: isTime ? 3 : 1 });
  const shown = (value: string | number | undefined): string =>
    typeof value !== 'number'
      ? (value ?? '')
      : Number.isFinite(value) && value < Number.MAX_SAFE_INTEGER
        ? format.format(isTime ? value / 1000 : value)
        : '∞';
  if (code === 'flagged') {
    const flag = String(params['flag'] ?? '');
    // A newer studio may know more of them.
    return FLAGS.has(flag) ? t('rule_flagged', { flag }) : t('rule_marked');
  }
  // What is shared by all findings of a kind, where it is not said whose.
  if (code === 'term-missed' && params['term'] === undefined) return t('rule_term');
  if (code === 'address-mixed' && params['said'] === undefined) return t('rule_address');
  const [value, limit, word, term, wanted, said, from, to] = NAMED.map((name) => shown(params[name]));
  return t(`rule_${code}`, { value, limit, word, term, wanted, said, from, to });
}

/** What kind of work mends a broken rule, as the key of a text. */
export function hintKey(code: QualityCode): (typeof HINTS)[QualityCode] {
  return HINTS[code];
}

const HINTS = {
  overlap: 'hint_times',
  order: 'hint_order',
  'empty-text': 'hint_empty',
  untranslated: 'hint_untranslated',
  'term-missed': 'hint_term',
  'address-mixed': 'hint_address',
  flagged: 'hint_again',
  outdated: 'hint_again',
  'tags-unbalanced': 'hint_tags',
  lines: 'hint_lines',
  cpl: 'hint_lines',
  cps: 'hint_speed',
  wpm: 'hint_speed',
  'duration-short': 'hint_short',
  'duration-long': 'hint_long',
  gap: 'hint_times',
  'break-after-article': 'hint_lines',
  'word-repeated': 'hint_text',
  'spaces-double': 'hint_text',
  'dash-style': 'hint_text',
  'ellipsis-style': 'hint_text',
  'french-spacing': 'hint_text',
  typography: 'hint_text',
  spelling: 'hint_spelling',
} as const satisfies Readonly<Record<QualityCode, string>>;

/** Why a stretch is doubtful, in words. */
export function doubtText(
  t: Translate,
  { kind, params }: Pick<DoubtReason, 'kind' | 'params'>,
  speakers: readonly Speaker[],
  language: string,
): string {
  const name = (id: Params[string] | undefined): string =>
    speakers.find((speaker) => speaker.id === id)?.name ?? String(id ?? '');
  const time = typeof params['ms'] === 'number' ? spanText(params['ms'], language) : '';
  const percent = percentText(Number(params['percent'] ?? 0) / 100, language);
  switch (kind) {
    case 'quality':
      return ruleText(t, { code: params['code'] as QualityCode, params }, language);
    case 'translation': {
      const rule = ruleText(t, { code: params['code'] as QualityCode, params }, language);
      return t('translation', { language: languageName(String(params['language']), language), rule });
    }
    case 'dropped-speech':
      return t('dropped-speech', { time, reason: t(`drop_${String(params['reason'])}` as 'drop_too-short') });
    case 'close-speakers':
      return t('close-speakers', { speaker: name(params['speaker']), percent });
    case 'overlap':
      return t('overlap', { speaker: name(params['speaker']), other: name(params['other']), time });
    case 'alignment':
      return t('alignment', { count: Number(params['count'] ?? 1) });
    case 'conflict':
      return t('conflict', { reason: String(params['reason'] ?? '') });
    case 'low-confidence':
      return t('low-confidence', { text: String(params['text'] ?? ''), percent });
  }
}
