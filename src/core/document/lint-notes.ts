import type { Cue } from '../timeline/types.ts';
import type { LintReport } from './lint-issue.ts';
import type { VoxlaneDocument } from './types.ts';

/** Checks what stands beside the text: one track and summary a language, and only notes that belong to something. */
export function checkNotes(document: VoxlaneDocument, report: LintReport): void {
  const { translations = [], classSchemas = [], summaries = [], cues } = document;
  const languages = checkOnce(
    translations.map(({ language }) => language),
    'translations',
    'language',
    report,
  );
  checkOnce(
    summaries.map(({ language }) => language),
    'summaries',
    'language',
    report,
  );
  checkOnce(
    classSchemas.map(({ id }) => id),
    'classSchemas',
    'id',
    report,
  );
  for (const [index, { labels }] of classSchemas.entries()) {
    checkOnce(
      labels.map(({ id }) => id),
      `classSchemas[${index}].labels`,
      'id',
      report,
    );
  }
  for (const [at, { highlights }] of summaries.entries()) {
    for (const [index, { startMs, endMs }] of highlights.entries()) {
      if (endMs >= startMs) continue;
      const path = `summaries[${at}].highlights[${index}]`;
      report('span-reversed', 'warning', path, `It ends (${endMs} ms) before it starts (${startMs} ms).`);
    }
  }
  const labels = new Map(classSchemas.map((schema) => [schema.id, new Set(schema.labels.map(({ id }) => id))]));
  for (const [index, cue] of cues.entries()) {
    checkTranslations(cue, `cues[${index}].translations`, languages, report);
    checkClasses(cue, `cues[${index}].classes`, labels, report);
  }
}

function checkOnce(values: readonly string[], list: string, key: string, report: LintReport): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (seen.has(value))
      report('id-duplicate', 'error', `${list}[${index}].${key}`, `${value} is there twice in ${list}.`);
    seen.add(value);
  }
  return seen;
}

function checkTranslations(
  { translations = {}, startMs }: Cue,
  path: string,
  languages: ReadonlySet<string>,
  report: LintReport,
): void {
  for (const [language, { lines, endMs }] of Object.entries(translations)) {
    const place = `${path}.${language}`;
    if (!languages.has(language)) {
      report('language-unknown', 'error', place, `The document is not translated to ${language}.`);
    }
    for (const [index, line] of lines.entries()) {
      if (/[\r\n]/.test(line)) {
        report('line-break-in-line', 'error', `${place}.lines[${index}]`, 'A display line holds a line break.');
      }
    }
    if (endMs !== undefined && endMs <= startMs) {
      report('span-reversed', 'warning', place, `It ends (${endMs} ms) at or before the start (${startMs} ms).`);
    }
  }
}

function checkClasses(
  { classes = {} }: Cue,
  path: string,
  labels: ReadonlyMap<string, ReadonlySet<string>>,
  report: LintReport,
): void {
  for (const [schema, { label }] of Object.entries(classes)) {
    const known = labels.get(schema);
    if (known?.has(label) === true) continue;
    const what = known === undefined ? `no class schema ${schema}` : `no label ${label} in ${schema}`;
    report('class-unknown', 'error', `${path}.${schema}`, `The document has ${what}.`);
  }
}
