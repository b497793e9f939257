import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { QualityCode, QualityFinding } from '../../../../core/quality/finding.ts';
import { type FixChange, type FixPreview, fixAll, fixFinding } from '../../../../core/quality/fix-quality.ts';
import { fixTranslation } from '../../../../core/quality/fix-translation.ts';

/** What of a document the panel lists: all, the text, or the translation to a language. */
export type QualityScope = 'every' | 'text' | (string & {});

/** A change of a cue's text or times, or of its translation. */
interface ScopedChange extends FixChange {
  readonly language?: string;
}

export interface ScopedFix {
  readonly changes: readonly ScopedChange[];
  /** One undo step; empty where nothing can be mended. */
  readonly operations: readonly EditOperation[];
  /** How many findings are left afterwards. */
  readonly remaining: number;
}

export function isInScope({ language }: Pick<QualityFinding, 'language'>, scope: QualityScope): boolean {
  return scope === 'every' || (scope === 'text' ? language === undefined : language === scope);
}

/** Mends one finding, of the text or of a translation. */
export function fixOne(document: VoxlaneDocument, profile: RuleProfile, target: QualityFinding): FixPreview {
  const { language, cue, code } = target;
  if (language === undefined) return fixFinding(document, profile, target);
  return fixTranslation(document, language, profile, { cue, codes: new Set([code]) });
}

/** Mends what can be in a scope. `languages`: those whose translations are looked at. */
export function fixScope(
  document: VoxlaneDocument,
  profile: RuleProfile,
  wish: {
    readonly scope: QualityScope;
    readonly languages: readonly string[];
    readonly codes?: ReadonlySet<QualityCode> | undefined;
  },
): ScopedFix {
  const { scope, languages, codes } = wish;
  // Translations first: a text that is mended is another one than was translated.
  const previews = [
    ...languages
      .filter((language) => isInScope({ language }, scope))
      .map((language) => ({ language, preview: fixTranslation(document, language, profile, { codes }) })),
    ...(isInScope({}, scope) ? [{ preview: fixAll(document, profile, codes) }] : []),
  ];
  return {
    changes: previews.flatMap(({ preview, ...of }) => preview.changes.map((change) => ({ ...change, ...of }))),
    operations: previews.flatMap(({ preview: { action } }) => (action.kind === 'edit' ? action.operations : [])),
    remaining: previews.reduce((sum, { preview }) => sum + preview.remaining.length, 0),
  };
}
