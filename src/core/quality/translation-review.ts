import { stripMarkup } from '../document/markup.ts';
import type { ReviewedDoubt } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import type { QualityCode, QualityFinding } from './finding.ts';

/** What is told of both texts, not of the translation alone. */
const OF_BOTH: ReadonlySet<QualityCode> = new Set(['flagged', 'outdated', 'term-missed', 'address-mixed']);

/**
 * What is kept where a user finds a translation fine in spite of a finding. It holds for that language, while the same is
 * found and the texts that it is about say the same.
 */
export function translationReview(
  cue: Cue,
  language: string,
  { code, params }: Pick<QualityFinding, 'code' | 'params'>,
): ReviewedDoubt {
  const said = textOf(cue.translations?.[language]?.lines ?? []);
  const about = ['flag', 'term', 'said', 'wanted'].map((key) => String(params[key] ?? ''));
  const reason = [language, code, ...about].filter((part) => part !== '').join(' ');
  const source = OF_BOTH.has(code) ? ` | ${textOf(cue.lines)}` : '';
  return { kind: 'translation', cue: cue.id, content: `${reason} ${said}${source}`.slice(0, 1000) };
}

function textOf(lines: readonly string[]): string {
  return stripMarkup(lines.join(' ')).trim();
}
