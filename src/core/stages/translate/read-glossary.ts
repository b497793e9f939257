import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import { restoredCell } from '../../../shared/spreadsheet-text.ts';
import { type GlossaryTerm, glossaryTermSchema } from '../../document/notes/glossary-term.ts';

const listSchema = z.array(glossaryTermSchema).max(20_000);

/**
 * Reads a glossary: JSON (`[{"source", "target", "note"}]`), or a table of two or three columns with tabs, semicolons or
 * commas between them, as spreadsheets save it. A first row that names the columns is left out, and lines that begin
 * with `#`. Of equal source terms the last counts. Throws `AppError` `format-invalid` that names the line.
 */
export function readGlossary(text: string): GlossaryTerm[] {
  const content = text.replace(/^\uFEFF/u, '');
  const terms = /^\s*[[{]/u.test(content) ? readJson(content) : readTable(content);
  return [...new Map(terms.map((term) => [term.source.toLocaleLowerCase('und'), term])).values()];
}

function readJson(text: string): GlossaryTerm[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid('The glossary begins like JSON and is not.', cause);
  }
  const { data, error } = listSchema.safeParse(value);
  if (data === undefined) {
    const [issue] = error.issues;
    throw invalid(`The glossary has a wrong entry: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  return data;
}

function readTable(text: string): GlossaryTerm[] {
  const rows = text.split(/\r\n?|\n/u);
  const separator = separatorOf(rows.map(withoutQuoted)) ?? separatorOf(rows) ?? '\t';
  return rows.flatMap((row, index): GlossaryTerm[] => {
    if (row.trim() === '' || row.startsWith('#')) return [];
    const [source = '', target = '', note = ''] = splitRow(row, separator).map(restoredCell);
    if (index === 0 && /^(source|term)$/iu.test(source)) return [];
    const parsed = glossaryTermSchema.safeParse({ source, target, ...(note === '' ? {} : { note }) });
    if (!parsed.success) throw invalid(`Line ${index + 1} of the glossary is not a term and its translation.`);
    return [parsed.data];
  });
}

function separatorOf(rows: readonly string[]): string | undefined {
  return ['\t', ';', ','].find((sign) => rows.some((row) => row.includes(sign)));
}

/** A row without its quoted cells: signs in them separate nothing. */
function withoutQuoted(row: string): string {
  return row.replace(/"(?:[^"]|"")*"/gu, '');
}

/** Cells of a row; a cell in double quotes may hold the separator, and `""` is a quote (RFC 4180). */
function splitRow(row: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < row.length; at++) {
    const sign = row[at] ?? '';
    if (quoted && sign === '"' && row[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted;
      if (quoted) cell = '';
    } else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

function invalid(what: string, cause?: unknown): AppError {
  return new AppError(
    'format-invalid',
    {
      what,
      meaning: 'Nothing was translated, so that no term is missed.',
      action: 'Write one term a line: the term, a tab, its translation, and if you like a tab and a note; or JSON.',
    },
    cause === undefined ? {} : { cause },
  );
}
