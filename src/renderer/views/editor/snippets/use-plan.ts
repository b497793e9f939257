import { useDeferredValue, useMemo } from 'react';
import { type TemplateProblem, templateProblem } from '../../../../core/snippets/file-stem.ts';
import { type PlannedSnippet, planSnippets } from '../../../../core/snippets/plan-snippets.ts';
import type { SnippetWish } from '../../../../core/snippets/snippet-wish.ts';
import { useDocument } from '../session-context.tsx';

/** What would be cut. `busy`: it is that of a moment ago, while the one of now is worked out. */
export interface SnippetPreview {
  readonly snippets: readonly PlannedSnippet[];
  /** Of all of them, padding counted. */
  readonly lengthMs: number;
  /** Pieces that begin where the recording is over. */
  readonly beyond: number;
  readonly problem?: TemplateProblem | undefined;
  readonly busy: boolean;
}

/** The plan for a wish, worked out in this window while the user types; `wish` is given as text to be compared. */
export function usePlan(wish: string): SnippetPreview {
  const document = useDocument((whole) => whole);
  const settled = useDeferredValue(wish);
  const plan = useMemo(() => {
    const wanted = JSON.parse(settled) as SnippetWish;
    const problem = templateProblem(wanted.template);
    if (problem !== undefined) return { snippets: [], lengthMs: 0, beyond: 0, problem };
    const { snippets, beyond } = planSnippets(document, wanted);
    return { snippets, beyond, lengthMs: snippets.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) };
  }, [document, settled]);
  return { ...plan, busy: settled !== wish };
}
