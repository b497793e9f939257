import type { LlmTest, LlmUse } from '../contract/language-calls.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';

/** What was used of an account today, in a few words. */
export function useText(use: LlmUse | undefined): string {
  const day = use?.periods.find(({ period }) => period === 'day');
  if (day === undefined) return '';
  const { requests, tokens } = day;
  const of = ({ used, limit }: typeof requests): string => (limit === undefined ? String(used) : `${used}/${limit}`);
  return t('llms.usedToday', { requests: of(requests), tokens: of(tokens) });
}

/** What came of a test, as lines. */
export function testLines(result: LlmTest): string {
  const model = printable(result.id);
  switch (result.kind) {
    case 'works': {
      const seconds = (result.processing_time / 1000).toFixed(1);
      return `${t('llms.works', { model, seconds, shape: result.shape })}\n`;
    }
    case 'useless': {
      const seconds = (result.processing_time / 1000).toFixed(1);
      return `${t('llms.useless', { model, seconds })}\n  ${printable(result.text)}\n`;
    }
    case 'failed': {
      const { what, meaning, action } = result.error;
      return `${t('llms.failed', { model, what: printable(what) })}\n  ${printable(meaning)}\n  -> ${printable(action)}\n`;
    }
  }
}
