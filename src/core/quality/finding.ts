/** Rules by rank: what breaks playback first, then what cannot be read, then style. A fix never breaks a higher one. */
export const QUALITY_CODES = [
  'overlap',
  'order',
  'empty-text',
  'untranslated',
  'term-missed',
  'address-mixed',
  'flagged',
  'outdated',
  'tags-unbalanced',
  'lines',
  'cpl',
  'cps',
  'wpm',
  'duration-short',
  'duration-long',
  'gap',
  'break-after-article',
  'word-repeated',
  'spaces-double',
  'dash-style',
  'ellipsis-style',
  'french-spacing',
  'typography',
  'spelling',
] as const;

export type QualityCode = (typeof QUALITY_CODES)[number];

/** A rule that a cue breaks. */
export interface QualityFinding {
  readonly cue: string;
  /** Position of the cue in the document. */
  readonly index: number;
  /** The language whose translation breaks it; absent where the text of the document does. */
  readonly language?: string;
  readonly code: QualityCode;
  readonly severity: 'error' | 'warning';
  /** Key of the one-line message; `params` fill it. */
  readonly messageKey: `quality.${QualityCode}`;
  /** `value` and `limit` share the unit of the rule: characters/s, words/min, columns, lines or milliseconds. `word`: what is meant of the text; `flag`: what a translation was marked with; `term` and `wanted`: of a glossary; `said`, `wanted`, `from` and `to`: who should say tu or vous to whom. */
  readonly params: Readonly<Record<string, string | number>>;
}

const WARNINGS: ReadonlySet<QualityCode> = new Set([
  'gap',
  'break-after-article',
  'word-repeated',
  'spaces-double',
  'dash-style',
  'ellipsis-style',
  'french-spacing',
  'typography',
  'spelling',
]);

/** Lower is worse. */
export function rankOf(code: QualityCode): number {
  return QUALITY_CODES.indexOf(code);
}

export function finding(
  place: { readonly cue: string; readonly index: number; readonly language?: string },
  code: QualityCode,
  params: QualityFinding['params'] = {},
): QualityFinding {
  const severity = WARNINGS.has(code) ? 'warning' : 'error';
  return { ...place, code, severity, messageKey: `quality.${code}`, params };
}
