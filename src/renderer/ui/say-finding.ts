import type { i18n, TFunction } from 'i18next';
import type { Finding } from '../../shared/finding.ts';
import { FINDING_CODES, FINDING_HELP, FINDING_NAMES } from '../../shared/finding-codes.ts';

/** A finding as a window says it. */
export interface FindingText {
  readonly name: string;
  readonly value: string;
  readonly action?: string | undefined;
  /** Exact words there are in English only, for windows in another language. */
  readonly original?: string;
}

const CODES: ReadonlySet<string> = new Set(FINDING_CODES);
const HELP: ReadonlySet<string> = new Set(FINDING_HELP);

/** Says a finding in the language of the texts, by its codes; English, and what has no code, as it was written. */
export function sayFinding(texts: Pick<i18n, 'getFixedT' | 'language'>, finding: Finding): FindingText {
  const { name, value, action, code, help, values } = finding;
  if (texts.language.startsWith('en')) return { name, value, action };
  const t = texts.getFixedT(texts.language, 'findings');
  // Apart, so that no value can be taken for an option.
  const replace = { ...values };
  const reason = values?.['reason'];
  return {
    name: nameOf(t, name),
    value: code !== undefined && CODES.has(code) ? t(code as 'works', { replace }) : value,
    action: help !== undefined && HELP.has(help) ? t(`help_${help}` as 'help_ffmpeg', { replace }) : action,
    ...(reason === undefined ? {} : { original: t('inEnglish', { text: reason }) }),
  };
}

function nameOf(t: TFunction<'findings'>, name: string): string {
  const known = FINDING_NAMES.find((candidate) => name === candidate || name.startsWith(`${candidate} `));
  if (known === undefined) return name;
  const key = `name_${known.replaceAll(' ', '-')}` as 'name_Engine';
  return t(key, { replace: { on: name.slice(known.length + 1) } });
}
