import { useMemo, useState } from 'react';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { useCheckedLanguages } from '../translation/target-languages.ts';
import { isInScope, type QualityScope } from './fixes.ts';

/** What the panel lists: all that is looked at, until somebody chooses the text or a language. */
export function useScope(all: readonly QualityFinding[]) {
  const languages = useCheckedLanguages();
  const [chosen, setScope] = useState<QualityScope>('every');
  const isThere = chosen === 'text' ? languages.length > 0 : languages.includes(chosen);
  const scope: QualityScope = isThere ? chosen : 'every';
  const findings = useMemo(
    () => (scope === 'every' ? all : all.filter((finding) => isInScope(finding, scope))),
    [all, scope],
  );
  return { scope, setScope, languages, findings };
}
