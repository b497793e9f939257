import { isUntranslated } from '../core/stages/translate/is-untranslated.ts';
import type { TranslatedLine } from '../core/stages/translate/types.ts';
import type { TranslateFileOutcome } from '../studio/translate/translate-file.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';

/** Flagged cues that are listed by name. */
const LISTED = 20;

/** What a translation says to people. */
export function translationLines({ translation, usage, written }: TranslateFileOutcome, path: string): string {
  const { lines, calls } = translation;
  const flagged = lines.filter((line) => line.flags.length > 0);
  const count = lines.filter((line) => !isUntranslated(line)).length;
  const said = [
    written
      ? t('translate.done', { count, path: printable(path) })
      : t('translate.unwritten', { path: printable(path) }),
    t('translate.cost', {
      count: calls,
      input: usage.inputTokens,
      output: usage.outputTokens,
      estimated: usage.estimated ? t('translate.estimated') : '',
    }),
  ];
  const retimed = lines.filter(isRetimed).length;
  if (retimed > 0) said.push(t('translate.retimed', { count: retimed }));
  if (flagged.length > 0) {
    said.push(t('translate.flagged', { count: flagged.length }));
    for (const { id, flags } of flagged.slice(0, LISTED)) said.push(`  ${printable(id)}: ${flags.join(', ')}`);
    if (flagged.length > LISTED) said.push('  ...');
  }
  return `${said.join('\n')}\n`;
}

/** The same for programs. */
export function translationJson(
  { translation, usage, relations, written }: TranslateFileOutcome,
  path: string,
): string {
  const { lines, calls, changes, stopped } = translation;
  const report = {
    path,
    written,
    cues: lines.length,
    translated: lines.filter((line) => !isUntranslated(line)).length,
    flagged: lines.filter((line) => line.flags.length > 0).map(({ id, flags }) => ({ id, flags })),
    retimed: lines.filter(isRetimed).map(({ id, endMs, parts }) => ({ id, endMs, parts: parts?.length })),
    calls,
    usage,
    relations,
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    ...(stopped === undefined ? {} : { stopped: stopped.toData() }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function isRetimed({ endMs, parts }: TranslatedLine): boolean {
  return endMs !== undefined || parts !== undefined;
}
