import type { TFunction } from 'i18next';
import type { CueIssue } from '../../../../core/cues/qc.ts';

const IN_SECONDS: readonly CueIssue['kind'][] = ['duration-short', 'duration-long', 'gap', 'overlap'];

/** What a broken rule is called, with its figures. */
export function issueText(t: TFunction<'cues'>, { kind, value, limit }: CueIssue, language: string): string {
  const seconds = IN_SECONDS.includes(kind);
  const show = (amount: number): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: seconds ? 3 : 1 }).format(
      seconds ? amount / 1000 : amount,
    );
  return t(`issue_${kind}`, { value: show(value), limit: show(limit) });
}
